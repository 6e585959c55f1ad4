import {writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {rules} from '../../src/rules/index.js'
import {Linter} from '../../src/rules/lint.js'
import {temporaryFolder} from '../support/folder.js'
import {memoryFiles} from '../support/memory-files.js'
import {startProgram} from '../support/program.js'

interface Claim {
  /** What stands below `[uwsgi]`; the rule fires here. */
  readonly bad: string
  /** And not here. */
  readonly good: string
  /** What the real uWSGI says of the bad one alone. */
  readonly says?: RegExp
  /** What it says of the good one alone. */
  readonly saysOfGood?: RegExp
}

/** `strict` has uWSGI name what it otherwise passes over in silence. */
const CLAIMS: Readonly<Record<string, Claim>> = {
  UW101: {
    bad: 'strict = 1\nproceses = 4',
    good: 'strict = 1\nmaster = 1\nprocesses = 2',
    says: /unknown config directive: proceses/,
  },
  UW102: {bad: 'master = false ; x', good: '; x\nmaster = false', saysOfGood: /without its master process manager/},
  UW103: {
    bad: 'strict = 1\nhttp-socket: 127.0.0.1:0',
    good: 'strict = 1\nhttp-socket = 127.0.0.1:0',
    says: /unknown config directive: http-socket: 127\.0\.0\.1:0/,
  },
  UW104: {bad: 'limit-as = 10G', good: 'limit-as = 10240', says: /address space limit is 10485760 bytes \(10 MB\)/},
  UW105: {bad: 'print = 50% off', good: 'print = 50%% off', says: /^50off$/m, saysOfGood: /^50% off$/m},
  UW106: {bad: 'chdir = %(base)/', good: 'base = /\nchdir = %(base)/', says: /chdir\(\): No such file/},
  UW107: {bad: 'socket', good: 'socket = a.sock', says: /invalid\/empty uwsgi socket name/},
  UW108: {
    bad: 'strict = 1\nplugin = python3\npsgi = a.psgi',
    good: 'strict = 1\nplugin = python3,psgi\npsgi = a.psgi',
    says: /unknown config directive: psgi/,
  },
  UW109: {
    bad: 'strict = 1\ndynamic-apps = false',
    good: 'strict = 1\nmax-apps = 1',
    says: /unknown config directive: dynamic-apps/,
  },
  UW110: {
    bad: 'master = 1\nprocesses = 1\nworkers = 2',
    good: 'master = 1\nprocesses = 1',
    says: /spawned uWSGI worker 2/,
  },
  UW112: {
    bad: 'strict = 1\nif-env = PATH\nvacuum = 1\nelse =\nendif =',
    good: 'strict = 1\nif-env = PATH\nvacuum = 1\nendif =',
    says: /unknown config directive: else/,
  },
  UW113: {bad: 'master = disabled', good: 'master = false', saysOfGood: /without its master process manager/},
  UW114: {
    bad: 'socket = a.sock\nchmod-socket = rw',
    good: 'socket = a.sock\nchmod-socket = 660',
    says: /invalid chmod|chmod\(\)/,
  },
  UW115: {bad: 'chdir = "/tmp"', good: 'chdir = /tmp', says: /chdir\(\): No such file/},
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's way is what the rule is about
  UW116: {bad: 'chdir = ${HOME}', good: 'chdir = $(HOME)', says: /chdir\(\): No such file/},
  UW301: {
    bad: 'master = 1\nprocesses = 4\ncheaper = 4',
    good: 'master = 1\nprocesses = 4\ncheaper = 2',
    says: /invalid cheaper value/,
  },
  UW302: {
    bad: 'master = 1\nprocesses = 8\ncheaper = 4\ncheaper-initial = 2',
    good: 'master = 1\nprocesses = 8\ncheaper = 2\ncheaper-initial = 4',
    says: /invalid cheaper-initial value/,
  },
  UW304: {
    bad: 'plugin = python3,gevent_python3\ngevent = 1',
    good: 'plugin = python3,gevent_python3\ngevent = 10',
    says: /loop engine requires async mode/,
  },
  UW305: {bad: 'async = 10', good: 'plugin = python3,greenlet_python3\nasync = 10\ngreenlet = true', says: /DANGER/},
  UW306: {
    bad: 'master = 1\nplugin = python3\nprocesses = 4\ncheaper = 1\ncheaper-algo = busyness',
    good: 'master = 1\nplugin = cheaper_busyness\nprocesses = 4\ncheaper = 1\ncheaper-algo = busyness',
    says: /unable to find requested cheaper algorithm/,
  },
  UW308: {
    bad: 'min-worker-lifetime = 60\nmax-worker-lifetime = 60\nmax-worker-lifetime-delta = 1',
    good: 'min-worker-lifetime = 50\nmax-worker-lifetime = 60\nmax-worker-lifetime-delta = 1',
    says: /min-worker-lifetime/,
  },
  UW312: {
    bad: 'stats-http = 127.0.0.1:0',
    good: 'stats = 127.0.0.1:0\nstats-http = true',
    saysOfGood: /Stats server enabled/,
  },
  UW315: {bad: 'harakiri = 30', good: 'harakiri = 30\nmaster = true', says: /without its master process manager/},
  UW408: {
    bad: `socket = /tmp/${'x'.repeat(120)}.sock`,
    good: 'socket = a.sock',
    says: /invalid socket name|bind\(\)|File name too long/,
  },
  UW501: {
    bad: 'plugin = python3\nmodule = app.py',
    good: 'plugin = python3\nwsgi-file = app.py',
    says: /ModuleNotFoundError: No module named 'app\.py'; 'app' is not a package/,
  },
  UW502: {
    bad: 'plugin = python3\nmodule = app\nwsgi-file = app.py',
    good: 'plugin = python3\nmodule = app',
    says: /mountpoint {2}already configured\. skip/,
  },
  UW505: {
    bad: 'plugin = 0:php\nphp-docroot = /tmp\nneed-app = true',
    good: 'plugin = 0:php\nphp-docroot = /tmp',
    says: /no app loaded\. GAME OVER/,
  },
  UW506: {
    bad: 'plugin = 0:rack\nrack = config.ru\nthreads = 2',
    good: 'plugin = 0:rack,rbthreads\nrack = config.ru\nrbthreads = true\nthreads = 2',
    says: /DANGER/,
  },
}

/** What the real uWSGI says up to its first worker, or to its end. */
async function said(folder: {readonly path: string; at(name: string): string}, text: string): Promise<string> {
  writeFileSync(folder.at('u.ini'), text)
  writeFileSync(folder.at('app.py'), 'def application(environ, start_response):\n    return [b""]\n')
  writeFileSync(folder.at('a.psgi'), 'sub { [200, [], [""]] }\n')
  writeFileSync(folder.at('config.ru'), 'run lambda { |env| [200, {}, [""]] }\n')
  const env = {...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: folder.path}
  // A socket of its own, so that it has a reason to go on.
  const args = ['--ini', 'u.ini', '--socket', folder.at('own.sock')]
  await using program = startProgram('uwsgi', args, {cwd: folder.path, env})
  await program.logged(/spawned uWSGI worker|Stats server enabled/).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 50))
  return program.log()
}

async function fires(id: string, text: string): Promise<boolean> {
  const linter = new Linter({rules, files: memoryFiles({})})
  return (await linter.lint({file: 'u.ini', text})).findings.some((finding) => finding.id === id)
}

describe.each(Object.entries(CLAIMS))('%s', (id, {bad, good, says, saysOfGood}) => {
  test('the real uWSGI tells the bad one from the good one as the rule does', async () => {
    const [badText, goodText] = [`[uwsgi]\n${bad}\n`, `[uwsgi]\n${good}\n`]
    expect([await fires(id, badText), await fires(id, goodText)]).toEqual([true, false])
    using folder = temporaryFolder()
    const [ofBad, ofGood] = [await said(folder, badText), await said(folder, goodText)]
    if (says) {
      expect(ofBad).toMatch(says)
      expect(ofGood).not.toMatch(says)
    }
    if (saysOfGood) {
      expect(ofGood).toMatch(saysOfGood)
      expect(ofBad).not.toMatch(saysOfGood)
    }
  })
})
