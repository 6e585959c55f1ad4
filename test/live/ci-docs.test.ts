import {execFileSync, spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {parse} from 'yaml'
import {temporaryFolder} from '../support/folder.js'
import {BIN, ROOT} from '../support/tsgi.js'

// The commands of docs/ci.md, run as a pipeline would run them: in a folder with an application, `tsgi` on the PATH.
const PAGE = readFileSync(`${ROOT}/docs/ci.md`, 'utf8')
const APP = `def application(environ, start_response):
    ok = environ['PATH_INFO'] == '/health'
    start_response('200 OK' if ok else '404 Not Found', [('Content-Type', 'application/json')])
    return [b'{"status": "ok"}' if ok else b'{}']
`
const INSTALLS = /^(sudo )?(apt-get|npm) /
const START =
  'uwsgi --plugins python3,ping --master --socket app.sock --wsgi-file app.py --pidfile app.pid --daemonize app.log'

let folder: ReturnType<typeof temporaryFolder>

beforeEach(() => {
  folder = temporaryFolder()
  writeFileSync(folder.at('app.py'), APP)
  writeFileSync(folder.at('tsgi'), `#!/bin/sh\nexec ${process.execPath} ${BIN} "$@"\n`)
  chmodSync(folder.at('tsgi'), 0o755)
})

afterEach(() => {
  spawnSync('uwsgi', ['--stop', folder.at('app.pid')])
  folder[Symbol.dispose]()
})

function block(info: string): string {
  const found = new RegExp(`^\`\`\`${info}\n(.*?)^\`\`\``, 'ms').exec(PAGE)?.[1]
  if (found === undefined) throw new Error(`docs/ci.md has no block "${info}"`)
  return found
}

/** Runs lines of a shell as CI does: the first that fails ends it. */
function shell(lines: readonly string[]): string {
  const script = ['set -eu', ...lines.filter((line) => !INSTALLS.test(line))].join('\n')
  return execFileSync('bash', ['-c', script], {
    cwd: folder.path,
    env: {PATH: `${folder.path}:${process.env['PATH']}`, HOME: folder.path, CI: 'true'},
    encoding: 'utf8',
    timeout: 50_000,
  })
}

test('the GitHub job', () => {
  const job = parse(block('yaml github')).jobs.smoke
  const lines = job.steps
    .filter((step: {if?: string}) => step.if === undefined)
    .flatMap((step: {run?: string}) => step.run?.split('\n') ?? [])
  expect(lines.filter((line: string) => line.startsWith('tsgi '))).toHaveLength(3)
  shell(lines)
})

test('the GitHub job for configuration marks the lines, leaves a report, and fails', () => {
  const job = parse(block('yaml github-lint')).jobs.lint
  const [, report, lint] = job.steps.flatMap(({run}: {run?: string}) => (run === undefined ? [] : [run.split('\n')]))
  mkdirSync(folder.at('deploy'))
  writeFileSync(folder.at('deploy/app.ini'), '[uwsgi]\nmaster = true\nproceses = 4\n')
  shell(report)
  const [run] = JSON.parse(readFileSync(folder.at('lint.sarif'), 'utf8')).runs
  expect(run.results[0]).toMatchObject({ruleId: 'UW101', level: 'error'})
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('deploy/app.ini')
  expect(() => shell(lint)).toThrow(
    expect.objectContaining({
      status: 1,
      stdout: expect.stringMatching(/^::error file=deploy\/app\.ini,line=3,.*title=UW101::/),
    }),
  )
})

test('the GitLab job leaves the documents it promises', () => {
  const job = parse(block('yaml gitlab')).smoke
  shell([...job.before_script, ...job.script, ...job.after_script])
  for (const name of ['ping.json', 'health.json']) {
    expect(JSON.parse(readFileSync(folder.at(name), 'utf8'))).toMatchObject({ok: true})
  }
})

test('the Docker check passes while the server is there, and fails after', () => {
  const command: string[] = JSON.parse(/CMD (\[.*\])/.exec(block('dockerfile'))![1]!)
  const run = () => spawnSync(folder.at(command[0]!), command.slice(1), {cwd: folder.path}).status
  expect(run()).toBe(1)
  shell([START, 'tsgi ping app.sock --wait-up 10s'])
  expect(run()).toBe(0)
})

test('the Kubernetes probes pass, and the readiness probe fails when the application does', () => {
  const probes = parse(block('yaml kubernetes'))
  const run = (name: string) => {
    const [program, ...args]: string[] = probes[name].exec.command
    return spawnSync(folder.at(program!), args, {cwd: folder.path}).status
  }
  shell([START, 'tsgi ping app.sock --wait-up 10s'])
  expect(['startupProbe', 'readinessProbe', 'livenessProbe'].map(run)).toEqual([0, 0, 0])

  writeFileSync(folder.at('app.py'), APP.replace("'200 OK' if ok else ", ''))
  shell(['uwsgi --stop app.pid', 'tsgi ping app.sock --wait-down 10s', START, 'tsgi ping app.sock --wait-up 10s'])
  expect(['readinessProbe', 'livenessProbe'].map(run)).toEqual([1, 0])
})

test('every probe gives its command less time than the cluster gives the probe', () => {
  for (const probe of Object.values<{exec: {command: string[]}; timeoutSeconds: number}>(
    parse(block('yaml kubernetes')),
  )) {
    const {command} = probe.exec
    expect(Number.parseFloat(command[command.indexOf('--timeout') + 1]!)).toBeLessThan(probe.timeoutSeconds)
  }
})

test('the script', () => {
  shell([START, ...block('sh').split('\n')])
})
