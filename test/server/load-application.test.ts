import {writeFileSync} from 'node:fs'
import {afterAll, expect, test} from 'vitest'
import {loadApplication} from '../../src/server/load-application.js'
import {temporaryFolder} from '../support/folder.js'

const folder = temporaryFolder()
afterAll(() => folder[Symbol.dispose]())

test.each([
  ['ESM', 'a.mjs', 'await null; export default () => 7'],
  ['CommonJS', 'a.cjs', 'module.exports = () => 7'],
  [
    'compiled from TypeScript',
    'b.cjs',
    'Object.defineProperty(exports, "__esModule", {value: true}); exports.default = () => 7',
  ],
  ['CommonJS that sets a default alone', 'c.cjs', 'exports.default = () => 7'],
  ['a default within the default', 'b.mjs', 'export default {default: () => 7}'],
])('the application of a module: %s', async (_, name, text) => {
  writeFileSync(folder.at(name), text)
  const application = (await loadApplication(folder.at(name))) as () => unknown
  expect(application()).toBe(7)
})

test('an application that has a default of its own is itself', async () => {
  writeFileSync(folder.at('own.mjs'), 'export default {fetch: () => 7, default: () => 8}')
  const application = (await loadApplication(folder.at('own.mjs'))) as {fetch: () => unknown}
  expect(application.fetch()).toBe(7)
})
