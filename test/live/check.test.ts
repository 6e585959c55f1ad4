import {createHash} from 'node:crypto'
import {chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {request} from '../../src/client/request.js'
import {type TrialVerdict, tryUwsgi, type UwsgiTrial} from '../../src/dryrun/uwsgi/check.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'
import {startProgram} from '../support/program.js'
import {tsgi} from '../support/tsgi.js'
import {EMBEDDED, MODULAR} from '../support/uwsgi-builds.js'

type Texts = Readonly<Record<string, string>>

const WWW_DATA = 33
const PYTHON = 'def application(environ, start):\n    start("200 OK", [])\n    return [b"here"]\n'
const RUBY = 'run lambda { |env| [200, {}, ["here"]] }\n'
const START = 'plugin = python3\nmaster = true\nprocesses = 2\nuid = www-data\ngid = www-data\n'

/** A folder with these files; `app.ini` is the one that is tried. */
function site(texts: Texts) {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(folder.at(name)), {recursive: true})
    writeFileSync(folder.at(name), text.replaceAll('{folder}', folder.path))
  }
  return folder
}

async function tried(texts: Texts, more: Partial<UwsgiTrial> = {}): Promise<TrialVerdict & {readonly folder: string}> {
  using folder = site(texts)
  return {...(await tryIn(folder.path, more)), folder: folder.path}
}

function tryIn(folder: string, more: Partial<UwsgiTrial> = {}): Promise<TrialVerdict> {
  const text = readFileSync(join(folder, 'app.ini'), 'utf8')
  return tryUwsgi(node, {file: 'app.ini', text, format: 'ini', folder, ...more})
}

const ini = (text: string) => `[uwsgi]\nsocket = {folder}/s\nchdir = {folder}\n${text}`
/** `U036 6: message`, the line of the user's file. */
const shown = ({findings}: TrialVerdict) =>
  findings.map(
    ({id, severity, location, message}) => `${severity} ${id} ${location?.file}:${location?.line} ${message}`,
  )

/** Everything in a folder: inode, times, size, and what is in it. */
function snapshot(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort()
  const facts = ['.', ...entries].map((name) => {
    const path = join(folder, name)
    const {ino, mtimeMs, ctimeMs, size, mode, uid, gid} = lstatSync(path)
    const bytes = lstatSync(path).isFile() ? createHash('sha1').update(readFileSync(path)).digest('hex') : ''
    return [name, [ino, mtimeMs, ctimeMs, size, mode, uid, gid, bytes].join(' ')]
  })
  return Object.fromEntries(facts)
}

describe('loads', () => {
  test.each([
    ['Python', 'plugin = python3\nmodule = app\n', {'app.py': PYTHON}],
    [
      'a Python file and a mount',
      'plugin = python3\nmount = /a=app.py\nmanage-script-name = true\n',
      {'app.py': PYTHON},
    ],
    ['PSGI', 'plugin = 0:psgi\npsgi = app.psgi\n', {'app.psgi': 'sub { [200, [], ["here"]] }\n'}],
    ['Rack', 'plugin = 0:rack\nrack = config.ru\n', {'config.ru': RUBY}],
    ['PHP', 'plugin = 0:php\nphp-docroot = {folder}\n', {'index.php': 'here'}],
    ['Lua', 'plugin = 0:lua51\nlua = app.lua\n', {'app.lua': 'return function(env) return 200, {}, nil end\n'}],
    ['CGI', 'plugin = 0:cgi\ncgi = {folder}\n', {}],
  ])('%s', async (_, text, files) => {
    const verdict = await tried({'app.ini': ini(`master = true\nuid = www-data\n${text}`), ...files})
    expect(shown(verdict), verdict.output).toEqual([])
    expect(verdict.ok).toBe(true)
    expect(verdict.isRoot).toBe(false)
  })

  test('strict, with everything in it that tsgi itself writes', async () => {
    using folder = site({'app.py': PYTHON})
    const made = await tsgi(['uwsgi-conf', '--app', 'app:application', '-o', 'app.ini'], {cwd: folder.path})
    expect(made.code, made.stderr).toBe(0)
    const verdict = await tryIn(folder.path)
    expect(
      shown(verdict).filter((line) => line.startsWith('error')),
      verdict.output,
    ).toEqual([])
  })

  test('a uWSGI with Python inside: a plugin that is built in is no reason to stop', async () => {
    const verdict = await tried(
      {'app.ini': ini('plugin = python3\nmodule = app\n'), 'app.py': PYTHON},
      {program: EMBEDDED},
    )
    expect(verdict.ok, verdict.output).toBe(true)
    expect(shown(verdict)).toEqual([expect.stringMatching(/^warning U015 app.ini:4 /)])
  })

  test('decorators that ask for the master, a spooler and a mule', async () => {
    const app = `import uwsgi\nassert uwsgi.masterpid() > 0\nuwsgi.register_signal(1, 'mule1', lambda n: None)\nuwsgi.add_timer(1, 9)\nuwsgi.cache_set('a', b'1')\n${PYTHON}`
    const text = ini(
      `${START}module = app\nmule = true\nspooler = {folder}/spool\ncache2 = name=x,items=9,store={folder}/cache\n`,
    )
    const verdict = await tried({'app.ini': text, 'app.py': app})
    expect(shown(verdict), verdict.output).toEqual([])
  })

  test('what the application prints does not matter, nor a child that it leaves behind for a moment', async () => {
    const app = `import os, time\nprint("ImportError: not at all")\nif os.fork() == 0:\n    time.sleep(1)\n    os._exit(0)\n${PYTHON}`
    const verdict = await tried({'app.ini': ini(`${START}module = app\n`), 'app.py': app})
    expect(shown(verdict), verdict.output).toEqual([])
  })
})

const BROKEN: readonly (readonly [what: string, text: string, files: Texts, expected: readonly RegExp[]])[] = [
  [
    'an import that fails, below the project',
    `${START}module = shop.app\n`,
    {'shop/app.py': 'import shop.models\n', 'shop/models.py': 'import no_such_package\n'},
    [/^error U036 app.ini:9 .*ModuleNotFoundError: No module named 'no_such_package' \(.*\/shop\/models.py:1\)$/],
  ],
  [
    'a syntax error',
    `${START}module = app\n`,
    {'app.py': 'def application(:\n'},
    [/U036 app.ini:9 .*SyntaxError.*app.py:1/],
  ],
  [
    'an exception of its own',
    `${START}module = app\n`,
    {'app.py': 'class Bad(Exception): pass\nraise ValueError("x")\n'},
    [/U036 app.ini:9 .*ValueError: x \(.*app.py:2\)/],
  ],
  [
    'a callable that is not there',
    `${START}module = app\n`,
    {'app.py': 'def make(): pass\nwsgi = make()\nx = 1\n'},
    [/U035 app.ini:9 .*app.py has no callable "application"/],
  ],
  [
    'a callable of its own option',
    `${START}wsgi-file = app.py\ncallable = nope\n`,
    {'app.py': PYTHON},
    [/U035 app.ini:10 .*"nope"/],
  ],
  ['a module that is not there', `${START}module = nope\n`, {}, [/U036 app.ini:9 .*No module named 'nope'/]],
  ['a file in place of a module', `${START}module = app.py\n`, {'app.py': PYTHON}, [/U037 app.ini:9 /]],
  ['a file that is not there', `${START}wsgi-file = nope.py\n`, {}, [/U034 app.ini:9 .*\/nope.py cannot be opened/]],
  [
    'one mount of two',
    `${START}mount = /a=app.py\nmount = /b=bad.py\n`,
    {'app.py': PYTHON, 'bad.py': '1/0\n'},
    [/U036 app.ini:10 .*ZeroDivisionError/],
  ],
  ['a plugin by a wrong name', 'plugin = pyhton3\nneed-app = true\n', {}, [/U015 app.ini:4 the plugin "pyhton3"/]],
  ['a plugin that is needed', 'need-plugin = nope\n', {}, [/U015 app.ini:4 the plugin "nope"/]],
  [
    'unknown options, strict: all of them',
    `strict = true\n${START}proceses = 2\nhttp = :0\nmodule = app\n`,
    {'app.py': PYTHON},
    [/U016 app.ini:10 .*"proceses"/, /U016 app.ini:11 .*the plugin "http" brings it/],
  ],
  ['a folder that is not there', `${START}chdir = {folder}/nope\nmodule = app\n`, {}, [/U033 app.ini:9 /]],
  [
    'a virtual environment that is not there',
    `${START}virtualenv = {folder}/nope\nmodule = app\n`,
    {},
    [/U042 app.ini:9 /],
  ],
  ['a user that is not there', 'uid = nobody-of-that-name\n', {}, [/U044 app.ini:4 /]],
  ['cheaper that is not lower', `${START}cheaper = 4\nmodule = app\n`, {'app.py': PYTHON}, [/U073 app.ini:9 /]],
  [
    'need-app where nothing is an application',
    'plugin = 0:php\nphp-docroot = {folder}\nneed-app = true\n',
    {},
    [/U039 app.ini:6 /],
  ],
  [
    'sys.exit',
    `${START}module = app\n`,
    {'app.py': 'import sys\nprint("bye")\nsys.exit(3)\n'},
    [/UW000 app.ini:9 .*ended uWSGI .* exit code 3/],
  ],
  [
    'an exit that says all is well',
    `${START}module = app\n`,
    {'app.py': 'import os\nos._exit(0)\n'},
    [/UW000 app.ini:9 .* exit code 0/],
  ],
  [
    'a route that is none',
    `${START}module = app\nroute = ^/ nothing:x\n`,
    {'app.py': PYTHON},
    [/UW000 app.ini:10 .*unable to register route/],
  ],
  [
    'Perl',
    'plugin = 0:psgi\npsgi = app.psgi\n',
    {'app.psgi': 'use No::Such;\n'},
    [/U036 app.ini:5 .*No\/Such.pm.*app.psgi:1\)/],
  ],
  [
    'Ruby',
    'plugin = 0:rack\nrack = config.ru\n',
    {'config.ru': "require 'nosuch'\n"},
    [/U036 app.ini:5 .*cannot load such file -- nosuch.*config.ru:1\)/],
  ],
  [
    'Lua',
    'plugin = 0:lua51\nlua = {folder}/app.lua\n',
    {'app.lua': 'local x = = 1\n'},
    [/UW000 app.ini:5 .*unexpected symbol/],
  ],
  ['an include that is not there', 'ini = nope.ini\n', {}, [/UW000 app.ini:4 nope.ini cannot be read/]],
]

describe('does not load', () => {
  test.each(BROKEN)('%s', async (_, text, files, expected) => {
    const verdict = await tried({'app.ini': ini(text), ...files})
    expect(verdict.ok, verdict.output).toBe(false)
    const errors = shown(verdict).filter((line) => line.startsWith('error'))
    expect(errors, verdict.output).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
  })

  test('no section, which uWSGI itself starts with', async () => {
    const verdict = await tried({'app.ini': '[uwsg]\nmaster = true\n'})
    expect(shown(verdict)).toEqual([expect.stringMatching(/^error U021 app.ini:1 /)])
    expect(verdict.ok).toBe(false)
  })

  test('an application that hangs: its children end with it', async () => {
    const app = 'import subprocess, time\nsubprocess.Popen(["sleep", "3210"])\ntime.sleep(3210)\n'
    const verdict = await tried({'app.ini': ini(`${START}module = app\n`), 'app.py': app}, {timeout: 2500})
    expect(shown(verdict)).toEqual([
      expect.stringMatching(/^error UW000 app.ini:9 after 2.5 s it was still being loaded/),
    ])
    const running = readdirSync('/proc').filter(
      (pid) => /^\d+$/.test(pid) && commandOf(pid).includes('sleep\u00003210'),
    )
    expect(running).toEqual([])
  })

  test('lazy-apps hides nothing', async () => {
    const verdict = await tried({'app.ini': ini(`${START}lazy-apps = true\nmodule = app\n`), 'app.py': '1/0\n'})
    expect(shown(verdict)).toEqual([expect.stringMatching(/U036 app.ini:10 .*ZeroDivisionError/)])
  })

  test('the place is that of the file that was included, and the frames of the project are marked', async () => {
    const files = {
      'app.ini': ini(`${START}ini = {folder}/base.ini\n`),
      'base.ini': '[uwsgi]\n\nmodule = app\n',
      'app.py': 'import json\njson.loads("")\n',
    }
    const {findings, folder} = await tried(files)
    expect(findings[0]?.location).toMatchObject({file: `${folder}/base.ini`, line: 3})
    const marked = findings[0]?.evidence?.filter(({text}) => text.startsWith('→')).map(({text}) => text)
    expect(marked).toEqual([`→ File "${folder}/app.py", line 2, in <module>`])
    expect(findings[0]?.evidence?.length).toBeGreaterThan(3)
  })

  test('what can be called instead, and which plugins there are', async () => {
    const callable = await tried({
      'app.ini': ini(`${START}module = app\n`),
      'app.py': 'from x import y\ndef make(): pass\nwsgi = make()\nx = 1\n'.replace('from x import y\n', ''),
    })
    expect(callable.findings[0]?.cause).toBe('what can be called there: make, wsgi')
    expect(callable.findings[0]?.remedy).toEqual(['module = app:make', 'module = app:wsgi'])
    const plugin = await tried({'app.ini': ini('plugin = pyton3\n')})
    expect(plugin.findings[0]).toMatchObject({
      remedy: ['plugin = python3'],
      cause: expect.stringMatching(/plugins there are .*python311/),
    })
  })

  test('a virtual environment of another Python', async () => {
    const home = {
      'venv/pyvenv.cfg': 'home = /usr/bin\nversion = 3.8.1\n',
      'venv/lib/python3.8/site-packages/shoplib.py': '',
    }
    const text = ini(`${START}virtualenv = {folder}/venv\nmodule = app\n`)
    const verdict = await tried({'app.ini': text, 'app.py': `import shoplib\n${PYTHON}`, ...home})
    expect(shown(verdict)).toEqual([
      expect.stringMatching(/U036 app.ini:10 .*No module named 'shoplib'/),
      expect.stringMatching(/^error U043 app.ini:9 the virtual environment is Python 3.8, uWSGI loads Python 3/),
    ])
  })
})

const commandOf = (pid: string) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

test('an unknown option without strict is a warning, and it loads', async () => {
  const text = ini(`${START}proceses = 4\nbase = app\nmodule = %(base)\n`)
  const verdict = await tried({'app.ini': text, 'app.py': PYTHON})
  expect(shown(verdict)).toEqual(['warning U017 app.ini:9 uWSGI knows no option "proceses"; the line does nothing'])
  expect(verdict.findings[0]?.remedy?.[0]).toBe('processes = …')
  expect(verdict.ok).toBe(true)
})

const RUNS = `exec-asap = touch {folder}/ran
exec-pre-app = touch {folder}/ran
exec-as-user = touch {folder}/ran
exec-as-user-atexit = touch {folder}/ran
hook-asap = write:{folder}/ran x
hook-as-user = write:{folder}/ran x
hook-master-start = write:{folder}/ran x
hook-as-user-atexit = write:{folder}/ran x
env = A=@(exec://touch {folder}/ran)
set = hook-pre-app=write:{folder}/ran x
for-readline = exec://touch {folder}/ran
env = B=%(_)
endfor =
ini = exec://touch {folder}/ran
logger = file:{folder}/ran
attach-daemon = touch {folder}/ran
cron2 = minute=-1 touch {folder}/ran
daemonize = {folder}/ran
file-write = {folder}/ran=x
stats = {folder}/ran
master-fifo = {folder}/ran
touch-exec = {folder}/app.ini touch {folder}/ran
queue = 10
queue-store = {folder}/ran
metrics-dir = {folder}
`

test('of an emperor it says what to look at instead, and of an include over the network that it was left', async () => {
  const verdict = await tried({'app.ini': '[uwsgi]\nemperor = /srv/vassals\nini = http://127.0.0.1:1/x.ini\n'})
  expect(verdict.findings.map(({severity, location, remedy}) => [severity, location?.line, remedy])).toEqual([
    ['warning', 3, undefined],
    ['info', 2, ['tsgi check /srv/vassals/*.ini']],
  ])
})

describe('runs and writes nothing', () => {
  test('of all ways that the configuration has', async () => {
    using folder = site({'app.ini': ini(`${START}${RUNS}module = app\n`), 'app.py': PYTHON})
    chownSync(folder.path, WWW_DATA, WWW_DATA)
    const before = snapshot(folder.path)
    const verdict = await tryIn(folder.path)
    await sleep(300)
    expect(snapshot(folder.path)).toEqual(before)
    expect(verdict.ok, `${verdict.output}\n${shown(verdict).join('\n')}`).toBe(true)
  })

  test('uWSGI by itself would: the same lines leave their traces', async () => {
    using folder = site({
      'app.ini': ini(`${START}hook-asap = write:{folder}/ran x\nmodule = app\npidfile = {folder}/pid\n`),
      'app.py': PYTHON,
    })
    const {code} = await node.run(MODULAR, ['--ini', folder.at('app.ini'), '--no-server'])
    expect(code).toBe(0)
    expect(existsSync(folder.at('ran')) && existsSync(folder.at('pid'))).toBe(true)
  })

  test('placeholders run when it is allowed', async () => {
    using folder = site({
      'app.ini': ini(`${START}env = A=@(exec://touch {folder}/ran)\nmodule = app\n`),
      'app.py': PYTHON,
    })
    await tryIn(folder.path, {mayRun: true})
    expect(existsSync(folder.at('ran'))).toBe(true)
  })

  test('options of the environment are in the copy, without what is out, and uWSGI does not see them again', async () => {
    using folder = site({'app.ini': ini(START), 'app.py': PYTHON})
    const UWSGI = {UWSGI_MODULE: 'app', UWSGI_PIDFILE: folder.at('pid'), UWSGI_EXEC_ASAP: `touch ${folder.at('ran')}`}
    const host = {...node, environment: () => ({...process.env, ...UWSGI})}
    const text = readFileSync(folder.at('app.ini'), 'utf8')
    const verdict = await tryUwsgi(host, {file: 'app.ini', text, format: 'ini', folder: folder.path})
    expect(shown(verdict), verdict.output).toEqual([])
    expect(verdict.copy).toContain('module = app')
    expect(readdirSync(folder.path).sort()).toEqual(['app.ini', 'app.py'])
  })
})

const LIVE = `${START}module = app
vacuum = true
pidfile = {folder}/run/pid
pidfile2 = {folder}/run/pid2
safe-pidfile = {folder}/run/safe
stats = {folder}/run/stats
master-fifo = {folder}/run/fifo
logto = {folder}/run/log
touch-reload = {folder}/app.ini
touch-logrotate = {folder}/app.ini
cache2 = name=c,items=10,store={folder}/run/cache
spooler = {folder}/run/spool
chmod-socket = 666
die-on-term = true
`

test('beside a server that runs with the same file nothing changes, and it answers', async () => {
  using folder = site({
    'app.ini': ini(LIVE).replace('{folder}/s', '{folder}/run/s'),
    'code/app.py': PYTHON,
    'run/spool/x': '',
  })
  const text = readFileSync(folder.at('app.ini'), 'utf8').replace(
    `chdir = ${folder.path}`,
    `chdir = ${folder.at('code')}`,
  )
  writeFileSync(folder.at('app.ini'), text)
  for (const name of ['run', 'run/spool', 'code']) chownSync(folder.at(name), WWW_DATA, WWW_DATA)
  await using server = startProgram(MODULAR, ['--ini', folder.at('app.ini')], {
    env: {...process.env, PYTHONDONTWRITEBYTECODE: '1'},
  })
  const ask = async () =>
    (await request({kind: 'unix', path: folder.at('run/s')}, {path: '/', timeout: 10_000})).response
  await expect.poll(async () => (await ask().catch(() => undefined))?.body.toString(), {timeout: 20_000}).toBe('here')
  await sleep(1500)
  const before = snapshot(folder.path)
  expect(Object.keys(before)).toEqual(expect.arrayContaining(['run/pid', 'run/stats', 'run/fifo', 'run/log', 'run/s']))
  expect((await tryIn(folder.path)).ok).toBe(true)
  const {code, stderr} = await tsgi(['check', folder.at('app.ini')], {cwd: folder.path})
  expect(code, stderr).toBe(0)
  await sleep(300)
  expect(snapshot(folder.path)).toEqual(before)
  expect((await ask())?.body.toString()).toBe('here')
  expect(server.child.exitCode).toBeNull()
})

describe('the user', () => {
  test('is the one of the configuration, and no bytecode is written', async () => {
    using folder = site({
      'app.ini': ini(`${START}module = app\n`),
      'app.py': `import os, other\nprint("uid", os.getuid(), os.getgid())\n${PYTHON}`,
      'other.py': '',
    })
    chownSync(folder.path, WWW_DATA, WWW_DATA)
    const {output} = await tryIn(folder.path)
    expect(output).toContain(`uid ${WWW_DATA} ${WWW_DATA}`)
    expect(readdirSync(folder.path).sort()).toEqual(['app.ini', 'app.py', 'other.py'])
  })

  test('or the one that was asked for', async () => {
    using folder = site({
      'app.ini': ini(`${START}module = app\n`),
      'app.py': `import os\nprint("uid", os.getuid())\n${PYTHON}`,
    })
    const user = (await node.user('nobody'))!
    const {output} = await tryIn(folder.path, {user})
    expect(output).toContain(`uid ${user.id}`)
  })

  test('nobody but root reads the copy, and it is gone afterwards', async () => {
    using folder = site({'app.ini': ini(`${START}env = SECRET=x\nmodule = app\n`), 'app.py': PYTHON})
    const {command, kept} = await tryIn(folder.path, {keep: true})
    expect(lstatSync(kept!).mode & 0o777).toBe(0o600)
    expect(lstatSync(dirname(kept!)).mode & 0o777).toBe(0o700)
    expect(command).toEqual(['/usr/bin/uwsgi', '--ini', kept])
    const {command: gone} = await tryIn(folder.path)
    expect(existsSync(gone[2]!)).toBe(false)
  })
})

describe('the command', () => {
  test('tells what it is about, and exits 1', async () => {
    using folder = site({'app.ini': ini(`${START}module = app\n`), 'app.py': '1/0\n'})
    const {code, stdout, stderr} = await tsgi(['check', 'app.ini', '--format', 'text'], {cwd: folder.path})
    expect(code).toBe(1)
    expect(stdout).toMatch(/^app.ini:9:1: error: the application cannot be loaded: ZeroDivisionError: division by zero/)
    expect(stderr).toBe('app.ini does not load (1 error); 1 line left out that a server alone needs (--show)\n')
  })

  test('reads standard input, yaml, and a section', async () => {
    using folder = site({
      'app.py': PYTHON,
      'a.yaml': 'uwsgi:\n  plugin: python3\n  module: app\n',
      'b.ini': '[x]\nplugin = python3\nmodule = app\n',
    })
    const options = {cwd: folder.path}
    expect((await tsgi(['check', 'a.yaml', 'b.ini:x', '--user', 'www-data'], options)).code).toBe(0)
    const input = '[uwsgi]\nplugin = python3\nmodule = nope\n'
    const {code, stdout} = await tsgi(['check', '-', '--user', 'www-data'], {...options, input})
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^-:3:1: error: .*nope/)])
  })

  test('one JSON document, with and without an answer', async () => {
    using folder = site({'app.ini': ini(`${START}module = app\n`), 'app.py': PYTHON})
    const good = await tsgi(['check', 'app.ini', '--json'], {cwd: folder.path})
    expect(JSON.parse(good.stdout)).toMatchObject({
      schema: 'tsgi.check/1',
      ok: true,
      findings: [],
      files: [{file: 'app.ini', kind: 'uwsgi'}],
    })
    const none = await tsgi(['check', 'app.ini', '--json', '--uwsgi', '/nowhere/uwsgi'], {cwd: folder.path})
    expect([none.code, JSON.parse(none.stdout).error.code]).toEqual([3, 'TSGI_NO_UWSGI'])
  })

  test('shows what uWSGI would get, and runs none of it', async () => {
    using folder = site({
      'app.ini': ini(`${START}module = app\nvacuum = true\n`),
      'app.py': `open("${'{folder}'}/ran", "w")\n`,
    })
    const {code, stdout} = await tsgi(['check', '--show', 'app.ini'], {cwd: folder.path})
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\[uwsgi\]\n[\s\S]*module = app\n/)
    expect(stdout).not.toMatch(/vacuum|socket = .*\/s\n/)
    expect(existsSync(folder.at('ran'))).toBe(false)
  })

  test.each([
    ['nginx.conf', 'events {}\nhttp {\n  uwsgi_pas x;\n}\n', 3],
    ['apache.conf', 'ServerName x\nProxyPas / y\n', 2],
    ['lighttpd.conf', 'server.tag = "x"\nserver.modules += (\n', 3],
    ['shop.service', '[Unit]\nDescription=x\n[Service]\nExecStat=/bin/true\nExecStart=/bin/true\n', 4],
  ])('%s is tested by its own program', async (name, text, line) => {
    using folder = site({[name]: text})
    const {code, stdout} = await tsgi(['check', name], {cwd: folder.path})
    expect(code, stdout).toBe(1)
    expect(stdout).toMatch(new RegExp(`^${name}:${line}:`, 'm'))
  })
})
