import {defineConfig} from 'vitest/config'

const tier = (name: string, include: string[], more: object = {}) => ({test: {name, include, ...more}})

export default defineConfig({
  test: {
    disableConsoleIntercept: true,
    projects: [
      tier('unit', ['test/**/*.test.ts'], {
        exclude: ['test/live/**', 'test/e2e/**', '**/node_modules/**'],
      }),
      tier('e2e', ['test/e2e/**/*.test.ts'], {testTimeout: 60_000, hookTimeout: 120_000}),
      tier('live', ['test/live/**/*.test.ts'], {testTimeout: 60_000, hookTimeout: 120_000}),
    ],
  },
})
