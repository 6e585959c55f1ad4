import {execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {ROOT} from '../support/tsgi.js'

/** A machine with Node and nothing else: the tarball is installed without a network and without its development dependencies. */
const machine = temporaryFolder()
const home = machine.at('home')
const installed = machine.at('node_modules/tsgi')
const env = {PATH: process.env['PATH'] ?? '', HOME: home, NO_UPDATE_NOTIFIER: '1'}

const at = (command: string, ...args: string[]) =>
  execFileSync(command, args, {cwd: machine.path, encoding: 'utf8', env, stdio: 'pipe'})
const tsgi = (...words: string[]) => at(machine.at('node_modules/.bin/tsgi'), ...words)

beforeAll(() => {
  mkdirSync(home)
  writeFileSync(machine.at('package.json'), '{"name": "machine", "private": true, "type": "module"}')
  // Without prepack: it builds, and other tests use the same build meanwhile.
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', machine.path], {cwd: ROOT, env, stdio: 'pipe'})
  const tarball = readdirSync(machine.path).find((name) => name.endsWith('.tgz'))!
  at('npm', 'install', '--omit=dev', '--offline', '--no-audit', '--no-fund', `./${tarball}`)
})

afterAll(() => machine[Symbol.dispose]())

test('it brings itself, the licences of what is inside, and nothing else', () => {
  expect(readdirSync(machine.at('node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['tsgi'])
  expect(readdirSync(installed).sort()).toEqual(
    expect.arrayContaining(['LICENSE', 'bin', 'dist', 'oclif.manifest.json', 'package.json']),
  )
  for (const name of ['src', 'test', 'node_modules']) expect(existsSync(join(installed, name)), name).toBe(false)
  expect(readdirSync(join(installed, 'bin'))).toEqual(['run.js'])
  const licences = readFileSync(join(installed, 'dist/cli/LICENCES.txt'), 'utf8')
  for (const name of ['@oclif/core', 'chalk', 'ora', 'handlebars', 'inquirer', 'rxjs']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
  }
})

test('npm pack builds first', () => {
  expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.prepack).toBe('node bin/build.js')
})

test('the program runs', () => {
  expect(tsgi('--version')).toMatch(/^tsgi\/\d+\.\d+\.\d+ linux-\w+ node-v/)
  expect(tsgi('ping', '--help')).toMatch(/EXAMPLES/)
  expect(tsgi('completion', 'bash')).toContain('complete -o default -F _tsgi tsgi') // handlebars
  expect(tsgi('request', '/run/app.sock', '/hello', '--offline', '--json')).toContain('"/hello"')
  expect(() => tsgi('ping', machine.at('missing.sock'))).toThrow(/there is no socket file/)
})

test('it serves, pings and asks', async () => {
  const socket = machine.at('app.sock')
  const server = spawn(machine.at('node_modules/.bin/tsgi'), ['serve', '--socket', socket], {
    cwd: machine.path,
    env,
    stdio: 'ignore',
  })
  try {
    tsgi('ping', socket, '--wait-up', '20s')
    expect(JSON.parse(tsgi('ping', socket, '--json')).targets[0].replies[0].state).toBe('pong')
    expect(JSON.parse(tsgi('request', socket, '/hello?a=b', '--json'))).toMatchObject({
      ok: true,
      response: {status: 200},
    })
  } finally {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
})

test('the library is typed, and works', () => {
  writeFileSync(
    machine.at('consumer.ts'),
    `import {encodePacket, PacketDecoder, ping, request, TsgiError, type PingResult} from 'tsgi'
const packet: Buffer = encodePacket({modifier1: 100})
const [decoded] = [...new PacketDecoder().push(packet)]
const result: PingResult = await ping({kind: 'unix', path: '/nonexistent.sock'}, {timeout: 1000})
const asked = await request({kind: 'unix', path: '/nonexistent.sock'}, {path: '/'}).catch((error: unknown) => error)
console.log(decoded?.modifier1, result.state, asked instanceof TsgiError ? asked.code : typeof asked)
// @ts-expect-error a number is no address
await ping(3031).catch(() => {})
`,
  )
  const compilerOptions = {
    ...{module: 'nodenext', target: 'es2023', strict: true, verbatimModuleSyntax: true, outDir: 'out'},
    ...{types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')]},
  }
  writeFileSync(machine.at('tsconfig.json'), JSON.stringify({compilerOptions, files: ['consumer.ts']}))
  at(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'))
  expect(at(process.execPath, machine.at('out/consumer.js'))).toMatch(/^100 missing /)
})

test('the library brings the packages that it needs, and the schema of tsgi.yaml', () => {
  writeFileSync(
    machine.at('deployment.mjs'),
    `import schema from 'tsgi/schema.json' with {type: 'json'}
import {editDescription, parseDescription, resolveDeployment, writeDescription} from 'tsgi'
const text = await writeDescription({application: {root: '/srv/shop', module: 'shop'}})
const {description} = await parseDescription(text, 'tsgi.yaml')
const edited = await editDescription(text, {...description, name: 'shop2'})
const wrong = await parseDescription('nmae: x', 'tsgi.yaml').catch((error) => error)
console.log(resolveDeployment(description).name, edited.includes('shop2'), wrong.message, schema.properties.web.type)
`,
  )
  expect(at(process.execPath, machine.at('deployment.mjs'))).toBe('shop true tsgi.yaml:1:1: nmae: unknown key object\n')
  const licences = readFileSync(join(installed, 'dist/lib/packages/LICENCES.txt'), 'utf8')
  for (const name of ['yaml', 'zod', 'handlebars']) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
})
