import {once} from 'node:events'
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {request} from '../../src/client/request.js'
import type {ApplicationDescription, DeploymentDescription} from '../../src/deployment/description.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {renderUwsgi} from '../../src/render/uwsgi.js'
import {CODE, type Deployed, deploy} from '../support/deployed.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {startProgram} from '../support/program.js'
import {EMBEDDED, MODULAR} from '../support/uwsgi-builds.js'

/** What the real uWSGI says of a configuration that is not as it should be. */
const COMPLAINTS =
  /UNABLE|unknown config|WARNING(?!.*running uWSGI as root)|unable to|DANGER|Can't find|(?<!404 )not found/i

async function ask({application: {uwsgi}}: Deployed, path: string): Promise<string> {
  if (uwsgi.protocol === 'http' && uwsgi.socket.kind === 'tcp') {
    const response = await fetch(`http://127.0.0.1:${uwsgi.socket.port}${path}`)
    return `${response.status} ${await response.text()}`
  }
  const {response, failure} = await request(uwsgi.socket, {path, timeout: 10_000})
  return failure ? failure.message : `${response?.status} ${response?.body.toString()}`
}

/** As systemd does it with KillMode=mixed: to the main process alone. */
async function stopDuring(deployed: Deployed, path: string): Promise<{answer: string; code: number | null}> {
  const answer = ask(deployed, `${path}?slow`)
  await sleep(400)
  const closed = once(deployed.child, 'close')
  deployed.child.kill('SIGTERM')
  const [code] = await closed
  return {answer: await answer, code}
}

interface Language {
  readonly application: ApplicationDescription
  readonly path: string
  /** What it answers at `/`, and mounted at `/app`. */
  readonly plain: string
  readonly mounted: string
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  'a Python module': {application: {module: 'shop:application'}, path: '/x', plain: '|/x', mounted: '/app|/x'},
  'a Python factory': {application: {module: 'shop:create_app()'}, path: '/x', plain: '|/x', mounted: '/app|/x'},
  'a Python file': {application: {file: 'shop.py'}, path: '/x', plain: '|/x', mounted: '/app|/x'},
  'a factory in a Python file': {
    application: {file: 'shop.py', callable: 'create_app()'},
    ...{path: '/x', plain: '|/x', mounted: '/app|/x'},
  },
  PSGI: {application: {file: 'app.psgi'}, path: '/x', plain: '|/x', mounted: '/app|/x'},
  Rack: {application: {file: 'config.ru'}, path: '/x', plain: '|/x', mounted: '/app|/x'},
  Lua: {application: {file: 'app.lua'}, path: '/x', plain: '|/x', mounted: '/app|/x'},
  PHP: {
    application: {'document-root': 'public'},
    ...{path: '/index.php', plain: 'front|/index.php', mounted: 'front|/app/index.php'},
  },
  'PHP with a front controller': {
    application: {'document-root': 'public', 'front-controller': 'public/index.php'},
    ...{path: '/a/b', plain: 'front|/a/b', mounted: 'front|/app/a/b'},
  },
  CGI: {
    application: {scripts: 'cgi-bin', helpers: {'.pl': 'perl'}},
    ...{path: '/app.sh/x', plain: '/app.sh|/x', mounted: '/app/app.sh|/x'},
  },
}

describe.each(Object.entries(LANGUAGES))('%s', (_, {application, path, plain, mounted}) => {
  test('answers, and ends a slow request before it stops', async () => {
    using folder = temporaryFolder()
    await using deployed = await deploy(folder.path, {application})
    expect(await ask(deployed, path), deployed.log()).toBe(`200 ${plain}`)
    const {answer, code} = await stopDuring(deployed, path)
    expect(answer, deployed.log()).toMatch(`200 ${plain}`)
    expect(code).toBe(0)
    expect(deployed.log()).not.toMatch(COMPLAINTS)
  })

  test('mounted at /app', async () => {
    using folder = temporaryFolder()
    await using deployed = await deploy(folder.path, {application: {...application, mount: '/app'}})
    expect(await ask(deployed, `/app${path}`), deployed.log()).toBe(`200 ${mounted}`)
    expect(deployed.log()).not.toMatch(COMPLAINTS)
  })
})

const PYTHON = {module: 'shop:application'}

const PRESETS: Readonly<Record<string, DeploymentDescription>> = {
  production: {preset: 'production'},
  minimal: {preset: 'minimal'},
  'low-memory': {preset: 'low-memory'},
  threads: {preset: 'threads'},
  gevent: {preset: 'gevent'},
  asyncio: {preset: 'asyncio'},
  autoscale: {preset: 'autoscale'},
  development: {preset: 'development'},
  container: {preset: 'container'},
}

async function describePreset(name: string, more: DeploymentDescription = {}): Promise<DeploymentDescription> {
  const isHttp = name === 'development' || name === 'container'
  const uwsgi = {...more.uwsgi, ...(isHttp ? {socket: `127.0.0.1:${await freePort()}`} : {})}
  const stats = name === 'container' ? {stats: `127.0.0.1:${await freePort()}`} : {}
  return {...PRESETS[name], ...more, application: PYTHON, uwsgi: {...uwsgi, ...stats}}
}

describe.each([
  ['Debian', MODULAR, Object.keys(PRESETS)],
  ['Python inside', EMBEDDED, Object.keys(PRESETS).filter((name) => name !== 'asyncio')],
] as const)('%s', (_, program, presets) => {
  test.each(presets)('%s: answers, and ends a slow request before it stops', async (name) => {
    using folder = temporaryFolder()
    await using deployed = await deploy(folder.path, await describePreset(name), {program})
    expect(await ask(deployed, '/x'), deployed.log()).toBe('200 |/x')
    const {answer, code} = await stopDuring(deployed, '/x')
    if (deployed.warnings.length === 0) expect(answer, deployed.log()).toBe('200 |/x')
    expect(deployed.warnings.length, deployed.warnings.join('\n')).toBe(name === 'asyncio' ? 1 : 0)
    expect(code, deployed.log()).toBe(0)
    expect(deployed.log()).not.toMatch(COMPLAINTS)
  })
})

describe('without a web server', () => {
  const http = async () => ({protocol: 'http', socket: `127.0.0.1:${await freePort()}`}) as const
  const web = {server: 'none'} as const

  test('static files come from uWSGI, mounted or not', async () => {
    using folder = temporaryFolder()
    for (const mount of ['/', '/app']) {
      const application = {...PYTHON, mount, statics: {[`${mount === '/' ? '' : mount}/static/`]: 'static'}}
      await using deployed = await deploy(folder.path, {application, web, uwsgi: await http()})
      const prefix = mount === '/' ? '' : mount
      expect(await ask(deployed, `${prefix}/static/a.txt`)).toBe('200 static\n')
      expect(await ask(deployed, `${prefix}/static/..%2fshop.py`)).not.toContain('def application')
      expect(await ask(deployed, `${prefix}/x`)).toBe(`200 ${prefix}|/x`)
    }
  })

  test.each([
    ['/', undefined],
    ['/app', undefined],
    ['/', 'public/index.php'],
    ['/app', 'public/index.php'],
  ])('PHP at %s, front controller %s: pages run, files are served, hidden files are not', async (mount, front) => {
    using folder = temporaryFolder()
    const controller = front === undefined ? {} : {'front-controller': front}
    const application = {'document-root': 'public', mount, ...controller}
    await using deployed = await deploy(folder.path, {application, web, uwsgi: await http()})
    const prefix = mount === '/' ? '' : mount
    expect(await ask(deployed, `${prefix}/page.php`), deployed.log()).toBe(`200 page|${prefix}/page.php`)
    expect(await ask(deployed, `${prefix}/style.css`)).toBe('200 body { color: black }\n')
    expect(await ask(deployed, `${prefix}/`)).toBe(`200 front|${prefix}/`)
    expect(await ask(deployed, `${prefix}/.env`)).toMatch(/^404 /)
    expect(await ask(deployed, `${prefix}/x/.git/config`)).toMatch(/^404 /)
    const missing = await ask(deployed, `${prefix}/nothing/here`)
    expect(missing).toMatch(front === undefined ? /^404 / : `200 front|${prefix}/nothing/here`)
  })

  test('logs in JSON: each line a document', async () => {
    using folder = temporaryFolder()
    const logging = {to: 'stdout', requests: 'all', format: 'json'} as const
    await using deployed = await deploy(folder.path, {application: PYTHON, web, uwsgi: {...(await http()), logging}})
    await ask(deployed, '/%22quoted%22?a="b"')
    await deployed.logged(/quoted/)
    const lines = deployed
      .log()
      .split('\n')
      .filter((line) => line.includes('quoted') || line.includes('spawned'))
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({app: 'shop', time: expect.stringMatching(/^20\d\d-/)})
  })
})

test('a log that was moved away is opened anew', async () => {
  using folder = temporaryFolder()
  const file = folder.at('uwsgi.log')
  const logging = {to: file, requests: 'all'} as const
  const deployment = resolveDeployment(
    {name: 'shop', application: PYTHON, uwsgi: {logging}, paths: {root: folder.path}},
    {folder: CODE},
  )
  const [application] = deployment.applications
  const {text} = await renderUwsgi(application!, deployment, {format: 'ini', comments: false})
  mkdirSync(application!.runtime, {recursive: true})
  writeFileSync(folder.at('shop.ini'), text)
  writeFileSync(`${application!.runtime}/reopen-logs`, '')
  await using _running = startProgram(MODULAR, ['--ini', folder.at('shop.ini')])
  await expect
    .poll(() => existsSync(file) && readFileSync(file, 'utf8'), {timeout: 15_000})
    .toMatch(/spawned uWSGI worker 1/)
  renameSync(file, `${file}.1`)
  await sleep(1100) // uWSGI compares modification times of whole seconds
  writeFileSync(`${application!.runtime}/reopen-logs`, 'again')
  await expect.poll(() => existsSync(file), {timeout: 15_000}).toBe(true)
})

test.each([
  ['Python', PYTHON],
  ['PSGI', {file: 'app.psgi'}],
  ['Rack', {file: 'config.ru'}],
])('%s: a packet cannot make it load another application', async (_, application) => {
  using folder = temporaryFolder()
  const other = folder.at('other.py')
  writeFileSync(other, 'def application(e, s):\n    s("200 OK", [])\n    return [b"loaded"]\n')
  await using deployed = await deploy(folder.path, {application})
  const params = {UWSGI_FILE: other, UWSGI_SCRIPT: 'other', UWSGI_APPID: 'other', UWSGI_PYHOME: ''}
  const {response} = await request(deployed.application.uwsgi.socket, {path: '/x', params: Object.entries(params)})
  expect(response?.body.toString()).not.toContain('loaded')
  expect(await ask(deployed, '/x')).toBe('200 |/x')
})
