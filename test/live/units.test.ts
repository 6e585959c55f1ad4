import {once} from 'node:events'
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import type {Address} from '../../src/address.js'
import {request} from '../../src/client/request.js'
import type {Service} from '../../src/deployment/deployment.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {testUnit} from '../../src/dryrun/systemd.js'
import {node} from '../../src/host/node.js'
import {renderSystemd, type SystemdFile} from '../../src/render/systemd.js'
import {renderUwsgi} from '../../src/render/uwsgi.js'
import {CODE} from '../support/deployed.js'
import {deploymentOf} from '../support/deployment.js'
import {temporaryFolder} from '../support/folder.js'
import {type Program, startProgram} from '../support/program.js'
import {BIN} from '../support/tsgi.js'
import {SERVICE_VARIANTS} from '../support/variants.js'

const LEVELS: Readonly<Record<Service['hardening'], number>> = {none: 10, standard: 1.5, strict: 1}

/** What `systemd-analyze security` says, from 0 (nothing is exposed) to 10. */
async function exposureOf(name: string, text: string): Promise<number> {
  using folder = temporaryFolder()
  writeFileSync(folder.at(name), text)
  const {stdout, stderr} = await node.run('systemd-analyze', [
    'security',
    '--offline=true',
    '--no-pager',
    folder.at(name),
  ])
  const found = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]
  expect(found, stdout + stderr).toBeDefined()
  return Number(found)
}

describe.each(Object.entries(SERVICE_VARIANTS))('%s', (_, changes) => {
  test.each(['none', 'standard', 'strict'] as const)('%s', async (hardening) => {
    const deployment = deploymentOf({...changes, service: {...changes.service, hardening, tsgi: BIN}})
    const files = await renderSystemd(deployment, {comments: true})
    const units = files.filter(({kind}) => kind === 'service' || kind === 'socket')
    const verdict = await testUnit(node, units)
    expect(verdict.output).toBe('')
    expect(verdict).toMatchObject({ok: true, findings: []})
    const isExcused = hardening === 'strict' && files[0]!.warnings.some((warning) => /port under|\/tmp/.test(warning))
    for (const {name, text} of units.filter(({kind}) => kind === 'service')) {
      expect(await exposureOf(name, text), name).toBeLessThanOrEqual(isExcused ? LEVELS.standard : LEVELS[hardening])
    }
  })
})

describe('what goes with a unit is accepted by the program that reads it', () => {
  const files = async (name: string) => renderSystemd(deploymentOf(SERVICE_VARIANTS[name]), {comments: true})

  test('folders and users', async () => {
    using folder = temporaryFolder()
    const all = await files('its own user, odd paths')
    for (const {kind, text} of all) {
      mkdirSync(folder.at(`etc/${kind}.d`), {recursive: true})
      writeFileSync(folder.at(`etc/${kind}.d/shop.conf`), text)
    }
    const root = `--root=${folder.path}`
    const users = await node.run('systemd-sysusers', [root, folder.at('etc/sysusers.d/shop.conf')])
    expect(users).toMatchObject({code: 0, stderr: expect.stringContaining('Creating user')})
    expect(readFileSync(folder.at('etc/passwd'), 'utf8')).toMatch(/^shop:x:\d+:\d+:uWSGI of shop:\/var\/lib\/shop:/m)
    const folders = await node.run('systemd-tmpfiles', [root, '--create', folder.at('etc/tmpfiles.d/shop.conf')])
    expect(folders).toMatchObject({code: 0, stderr: ''})
    expect(existsSync(folder.at('srv/run/my shop'))).toBe(true)
  })

  test('log rotation', async () => {
    using folder = temporaryFolder()
    const rotation = (await files('with a log file')).find(({kind}) => kind === 'logrotate')!
    const log = folder.at('uwsgi.log')
    const runtime = folder.at('run')
    mkdirSync(runtime)
    writeFileSync(log, 'a line\n')
    chmodSync(folder.path, 0o755)
    const text = rotation.text
      .replaceAll('/var/log/shop/uwsgi.log', log)
      .replaceAll('/run/shop', runtime)
      .replaceAll('www-data', 'root')
    writeFileSync(folder.at('rotate'), text, {mode: 0o644})
    const {code, stderr} = await node.run('logrotate', ['-v', '-f', '-s', folder.at('state'), folder.at('rotate')])
    expect(stderr).not.toMatch(/error:/)
    expect(code).toBe(0)
    expect(existsSync(`${log}.1`)).toBe(true)
    expect(existsSync(`${runtime}/reopen-logs`)).toBe(true)
  })
})

/** The command of a unit, as systemd would run it. */
function commandOf(files: readonly SystemdFile[]): readonly [program: string, ...args: string[]] {
  const line = /^ExecStart=(.*)$/m.exec(files[0]!.text)?.[1] ?? ''
  const [program, ...args] = line.split(' ')
  return [program!, ...args]
}

async function prepare(root: string, kind: Service['kind']) {
  const deployment = resolveDeployment(
    {name: 'shop', application: {module: 'shop:application'}, service: {kind}, paths: {root}},
    {folder: CODE},
  )
  const application = deployment.applications[0]!
  const {text} = await renderUwsgi(application, deployment, {format: 'ini', comments: true})
  mkdirSync(deployment.paths.config, {recursive: true})
  mkdirSync(application.runtime, {recursive: true})
  writeFileSync(`${deployment.paths.config}/shop.ini`, text)
  return {files: await renderSystemd(deployment, {comments: false}), socket: application.uwsgi.socket}
}

async function slowRequestThenStop(program: Program, pid: number, socket: Address) {
  const slow = request(socket, {path: '/x?slow', timeout: 10_000})
  await sleep(400)
  const closed = once(program.child, 'close')
  process.kill(pid, 'SIGTERM')
  const [code] = await closed
  return {code, body: (await slow).response?.body.toString()}
}

test('under an emperor a slow request ends before it stops', async () => {
  using folder = temporaryFolder()
  const {files, socket} = await prepare(folder.path, 'emperor')
  const [program, ...args] = commandOf(files)
  await using emperor = startProgram(program, args)
  await emperor.logged(/vassal .* is ready to accept requests/)
  const {code, body} = await slowRequestThenStop(emperor, emperor.child.pid!, socket)
  expect({code, body}, emperor.log()).toEqual({code: 0, body: '|/x'})
})

test('with socket activation the socket of systemd is the one that answers, and stays when it stops', async () => {
  using folder = temporaryFolder()
  const {files, socket} = await prepare(folder.path, 'socket')
  const listen = /^ListenStream=(.*)$/m.exec(files.find(({kind}) => kind === 'socket')!.text)![1]!
  await using program = startProgram('systemd-socket-activate', ['--listen', listen, ...commandOf(files)])
  await program.logged(/Listening on/)
  const {response} = await request(socket, {path: '/x', timeout: 15_000})
  expect(response?.body.toString(), program.log()).toBe('|/x')
  const {code, body} = await slowRequestThenStop(program, program.child.pid!, socket)
  expect({code, body}, program.log()).toEqual({code: 0, body: '|/x'})
  expect(existsSync(listen)).toBe(true)
})
