import {appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

// What is common to the commands that render one configuration, shown with one of them.

const APP = ['--app', 'shop.wsgi:application', '--name', 'shop']

test('prints just the file, so that it can be redirected', async () => {
  using dir = temporaryFolder()
  const {code, stdout} = await tsgi(['uwsgi-conf', ...APP], {cwd: dir.path})
  expect(code).toBe(0)
  expect(stdout).toMatch(/^[;#[].*\n/)
  expect(stdout).toMatch(/[^\n]\n$/)
  expect(readdirSync(dir.path)).toEqual([])
})

test('flags go before variables, variables before tsgi.yaml', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('tsgi.yaml'), 'version: 1\nname: shop\napplication: {module: shop}\nuwsgi: {processes: 2}\n')
  const processes = async (args: string[], env = {}) => {
    const {stdout} = await tsgi(['uwsgi-conf', ...args], {cwd: dir.path, env})
    return /^processes = (\d+)$/m.exec(stdout)?.[1]
  }
  expect(await processes([])).toBe('2')
  expect(await processes([], {TSGI_PROCESSES: '3'})).toBe('3')
  expect(await processes(['--processes', '4'], {TSGI_PROCESSES: '3'})).toBe('4')
})

test('without tsgi.yaml it takes what lies in the folder', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('app.psgi'), 'my $app = sub { [200, [], ["hi"]] };\n')
  const {code, stdout, stderr} = await tsgi(['uwsgi-conf'], {cwd: dir.path})
  expect(code, stderr).toBe(0)
  expect(stdout).toContain(`psgi = ${dir.at('app.psgi')}`)
})

test('a source that is none is refused', async () => {
  using dir = temporaryFolder()
  const missing = await tsgi(['uwsgi-conf', 'none.yaml'], {cwd: dir.path})
  expect(missing).toMatchObject({code: 2, stderr: expect.stringContaining('[TSGI_NO_SUCH_FILE]')})
  writeFileSync(dir.at('tsgi.yaml'), 'version: 1\nnam: x\n')
  const broken = await tsgi(['uwsgi-conf'], {cwd: dir.path})
  expect(broken.code).toBe(2)
  expect(broken.stderr).toMatch(/tsgi\.yaml:2:1: .*nam/)
})

test('--output writes a file, and not over what somebody else wrote', async () => {
  using dir = temporaryFolder()
  const first = await tsgi(['uwsgi-conf', ...APP, '-o', 'shop.ini'], {cwd: dir.path})
  expect(first).toMatchObject({code: 0, stdout: 'wrote shop.ini\n'})
  expect(statSync(dir.at('shop.ini')).mode & 0o777).toBe(0o644)
  const again = await tsgi(['uwsgi-conf', ...APP, '-o', 'shop.ini'], {cwd: dir.path})
  expect(again).toMatchObject({code: 0, stdout: '', stderr: expect.stringContaining('nothing to do')})
  appendFileSync(dir.at('shop.ini'), '; mine\n')
  const refused = await tsgi(['uwsgi-conf', ...APP, '-o', 'shop.ini'], {cwd: dir.path})
  expect(refused).toMatchObject({code: 1, stderr: expect.stringContaining('-; mine')})
  const forced = await tsgi(['uwsgi-conf', ...APP, '-o', 'shop.ini', '--force', '--json'], {cwd: dir.path})
  const {changes} = JSON.parse(forced.stdout) as {changes: {backup: string}[]}
  expect(readFileSync(changes[0]!.backup, 'utf8')).toContain('; mine')
})

test('a folder as --output gets the file by its own name; a missing one is an error', async () => {
  using dir = temporaryFolder()
  mkdirSync(dir.at('conf'))
  await tsgi(['uwsgi-conf', ...APP, '-o', 'conf'], {cwd: dir.path})
  expect(readdirSync(dir.at('conf'))).toEqual(['shop.ini'])
  const {code, stderr} = await tsgi(['uwsgi-conf', ...APP, '-o', 'none/shop.ini'], {cwd: dir.path})
  expect(code).toBe(3)
  expect(stderr).toContain('its folder does not exist')
})

test('what init wrote is not taken for the work of a person, and stays remembered', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('app.psgi'), 'my $app = sub { [200, [], ["hi"]] };\n')
  await tsgi(['init', '--name', 'shop', '--web', 'none'], {cwd: dir.path})
  const file = 'deploy/uwsgi/shop.ini'
  const {code} = await tsgi(['uwsgi-conf', '--processes', '9', '-o', file], {cwd: dir.path})
  expect(code).toBe(0)
  expect(readFileSync(dir.at(file), 'utf8')).toContain('processes = 9')
  expect((await tsgi(['init'], {cwd: dir.path})).stdout).toContain(`wrote ${file}\n`)
})

test('--check exits 1 with the difference when the file drifted', async () => {
  using dir = temporaryFolder()
  await tsgi(['uwsgi-conf', ...APP, '-o', 'shop.ini'], {cwd: dir.path})
  const same = await tsgi(['uwsgi-conf', ...APP, '--check', 'shop.ini'], {cwd: dir.path})
  expect(same).toMatchObject({code: 0, stdout: ''})
  appendFileSync(dir.at('shop.ini'), '; mine\n')
  const drifted = await tsgi(['uwsgi-conf', ...APP, '--check', 'shop.ini'], {cwd: dir.path})
  expect(drifted.code).toBe(1)
  expect(drifted.stdout).toMatch(/^--- a\/.*shop\.ini\n\+\+\+ b\/.*shop\.ini\n@@.*\n(.*\n)*-; mine\n/)
  const json = await tsgi(['uwsgi-conf', ...APP, '--check', 'shop.ini', '--json'], {cwd: dir.path})
  expect(json.code).toBe(1)
  expect(JSON.parse(json.stdout)).toMatchObject({ok: false, drift: [{path: dir.at('shop.ini')}]})
  const both = await tsgi(['uwsgi-conf', ...APP, '--check', 'shop.ini', '-o', 'x'], {cwd: dir.path})
  expect(both).toMatchObject({code: 2, stderr: expect.stringContaining('[TSGI_CONTRADICTION]')})
})

test('a template of their own gets the same context; what is wrong in it is said', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('own.hbs'), '# {{name}} of the team\n')
  const {stdout} = await tsgi(['uwsgi-conf', ...APP, '--template', 'own.hbs'], {cwd: dir.path})
  expect(stdout).toBe('# shop of the team\n')
  for (const text of ['{{nonsense}}', '{{#if}}', '{{/each}}']) {
    writeFileSync(dir.at('own.hbs'), text)
    const {code, stderr} = await tsgi(['uwsgi-conf', ...APP, '--template', 'own.hbs'], {cwd: dir.path})
    expect(code, text).toBe(2)
    expect(stderr).toContain('own.hbs')
    expect(stderr).toContain('[TSGI_BAD_TEMPLATE]')
  }
})

test('one document with --json', async () => {
  using dir = temporaryFolder()
  const {stdout, code} = await tsgi(['uwsgi-conf', ...APP, '--json'], {cwd: dir.path})
  expect(code).toBe(0)
  const document = JSON.parse(stdout) as {config: string}
  expect(document).toMatchObject({schema: 'tsgi.uwsgi-conf/1', ok: true, warnings: [], files: [{name: 'shop.ini'}]})
  expect(document.config).toContain('module = shop.wsgi:application')
})

test('a configuration of uWSGI that somebody else wrote is followed, with its placeholders and includes', async () => {
  using dir = temporaryFolder()
  const shared = '[uwsgi]\nrun = /run/%n\nsocket = %(run)/app.sock\nchmod-socket = 660\nharakiri = 20\n'
  writeFileSync(dir.at('shared.ini'), shared)
  const own =
    '[uwsgi]\nini = shared.ini\nchdir = /srv/%n\nmodule = shop.wsgi\nstatic-map = /static=assets\nbuffer-size = 16384\n'
  writeFileSync(dir.at('shop.ini'), own)
  const {code, stdout, stderr} = await tsgi(['nginx-conf', 'shop.ini', '--server-name', 'shop.example'], {
    cwd: dir.path,
  })
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('unix:/run/shared/app.sock')
  expect(stdout).toContain('server_name shop.example;')
  expect(stdout).toContain('/srv/shop/assets')
})

test('one without a socket is no place for a web server to send requests to', async () => {
  using dir = temporaryFolder()
  writeFileSync(dir.at('shop.ini'), '[uwsgi]\nhttp = :5000\nmodule = shop.wsgi\n')
  const refused = await tsgi(['nginx-conf', 'shop.ini'], {cwd: dir.path})
  expect(refused).toMatchObject({code: 2, stdout: '', stderr: expect.stringContaining('it has http = :5000')})
  const {code, stdout} = await tsgi(['nginx-conf', 'shop.ini', '--socket', '/run/x.sock'], {cwd: dir.path})
  expect(code).toBe(0)
  expect(stdout).toContain('unix:/run/x.sock')
  expect(await tsgi(['uwsgi-conf', 'shop.ini'], {cwd: dir.path})).toMatchObject({code: 0, stderr: ''})
})

test('a socket is enough for a full site', async () => {
  using dir = temporaryFolder()
  for (const args of [['--socket', '/run/app.sock'], ['/run/app.sock']]) {
    const {code, stdout, stderr} = await tsgi(['nginx-conf', ...args, '--server-name', 'example.org'], {cwd: dir.path})
    expect(code, stderr).toBe(0)
    expect(stdout).toContain('unix:/run/app.sock')
    expect(stdout).toContain('server_name example.org;')
  }
})
