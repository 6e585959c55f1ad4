import {spawnSync} from 'node:child_process'
import {copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import vm from 'node:vm'
import {expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {BIN, ROOT} from '../support/tsgi.js'

const PROGRAM = join(ROOT, 'dist/cli/main.cjs')

/** A clone with only this in it. */
function clone(...files: string[]) {
  const folder = temporaryFolder()
  for (const name of ['bin', 'dist', 'dist/cli']) mkdirSync(folder.at(name))
  for (const file of ['bin/run.js', 'package.json', ...files]) copyFileSync(join(ROOT, file), folder.at(file))
  const run = (...words: string[]) =>
    spawnSync(process.execPath, [folder.at('bin/run.js'), ...words], {encoding: 'utf8'})
  return {...folder, run, [Symbol.dispose]: folder[Symbol.dispose]}
}

test('a clone that is not built says what to type, exit 3', () => {
  using bare = clone()
  const {status, stdout, stderr} = bare.run('ping', '/run/app.sock')
  expect([status, stdout]).toEqual([3, ''])
  expect(stderr).toBe(`Error: tsgi is not built yet\nTry: cd ${bare.path} && npm ci && npm run build\n`)
})

test('a Node that is too old is told which one it takes, as package.json says', () => {
  const source = readFileSync(BIN, 'utf8').replaceAll('process.versions.node', 'process.env.PRETENDED')
  using folder = temporaryFolder()
  writeFileSync(folder.at('run.mjs'), source)
  const told = (version: string) =>
    spawnSync(process.execPath, [folder.at('run.mjs')], {encoding: 'utf8', env: {PRETENDED: version}}).stderr
  expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).engines.node).toBe('^20.19.0 || >=22.12.0')
  for (const old of ['18.20.8', '20.18.3', '21.7.3', '22.11.0'])
    expect(told(old), old).toMatch(/^Error: tsgi needs Node 20\.19/)
  for (const good of ['20.19.0', '22.12.0', '23.0.0', '24.1.0']) expect(told(good), good).toMatch(/not built yet/)
})

test('the compiled code that the build left is taken', () => {
  const source = `(function(exports,require,module){${readFileSync(PROGRAM, 'utf8')}\n})`
  for (const file of ['bin/run.js', 'bin/code-cache.js']) {
    expect(readFileSync(join(ROOT, file), 'utf8')).toMatch(
      /\(function\(exports,require,module\)\{\$\{.*readFileSync\(filename, 'utf8'\)\}\\n\}\)/,
    )
  }
  const script = new vm.Script(source, {filename: PROGRAM, cachedData: readFileSync(`${PROGRAM}.cache`)})
  expect(script.cachedDataRejected).toBe(false)
})

test.each(['nothing', 'garbage', 'half of it'])('it runs without that, too: %s in its place', (what) => {
  using copy = clone('dist/cli/main.cjs', 'oclif.manifest.json')
  const cache = readFileSync(`${PROGRAM}.cache`)
  const replaced = what === 'garbage' ? Buffer.from('garbage') : cache.subarray(0, cache.length / 2)
  if (what !== 'nothing') writeFileSync(copy.at('dist/cli/main.cjs.cache'), replaced)
  expect(copy.run('--version')).toMatchObject({status: 0, stdout: expect.stringMatching(/^tsgi\//), stderr: ''})
})

test('every start loads one file of moderate size, and no package', () => {
  expect(statSync(PROGRAM).size).toBeLessThan(1_700_000)
  using copy = clone('dist/cli/main.cjs', 'oclif.manifest.json')
  expect(copy.run('ping', '/nonexistent.sock').status).toBe(1)
})
