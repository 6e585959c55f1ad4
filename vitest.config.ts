import {defineConfig} from 'vitest/config'

const tier = (name: string, include: string[], more: object = {}) => ({test: {name, include, ...more}})

/** They look at what the build made. */
const BUILT = ['test/repo.test.ts', 'test/surface.test.ts']

export default defineConfig({
  test: {
    disableConsoleIntercept: true,
    projects: [
      tier('unit', ['test/**/*.test.ts'], {
        testTimeout: 30_000,
        exclude: ['test/live/**', 'test/e2e/**', ...BUILT, '**/node_modules/**'],
      }),
      tier('e2e', ['test/e2e/**/*.test.ts', ...BUILT], {testTimeout: 60_000, hookTimeout: 120_000}),
      tier('live', ['test/live/**/*.test.ts'], {testTimeout: 60_000, hookTimeout: 120_000}),
    ],
  },
})
