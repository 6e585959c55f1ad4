import {chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {type Breakage, freePort, SOUND, sleep} from './breakage.js'

const uwsgi = 'uwsgi 2.0.21'
const AS_NOBODY = ['--reuid', '65534', '--regid', '65534', '--clear-groups']

/** What ends a start, or is said during it. */
export const startingBreakages: readonly Breakage[] = [
  {id: 'U012', source: uwsgi, run: (site) => site.uwsgi(['--wsgi-file', 'app.py'])},
  {id: 'U013', source: uwsgi, run: (site) => site.uwsgi(['-w', 'app'])},
  {id: 'U014', source: uwsgi, run: (site) => site.uwsgi(['--http', ':0'])},
  {
    id: 'U015',
    source: uwsgi,
    run: (site) => site.uwsgi(['--plugins', 'python', '--socket', site.at('s')], {until: /spawned uWSGI worker/}),
  },
  {
    id: 'U016',
    source: uwsgi,
    run: (site) => site.uwsgi(['--ini', site.write('u.ini', '[uwsgi]\nstrict = true\nproceses = 4\n')]),
  },
  {
    id: 'U018',
    source: uwsgi,
    run: (site) => site.uwsgi(['--strict', '--socket', site.at('s')], {env: {UWSGI_SERVICE_HOST: '10.0.0.1'}}),
  },
  {id: 'U105', source: uwsgi, run: (site) => site.uwsgi(['--processes', '-1', '--socket', site.at('s')])},
  {id: 'U021', source: uwsgi, run: (site) => site.uwsgi(['--ini', site.write('u.ini', 'socket = s\nmaster = true\n')])},
  {id: 'U022', source: uwsgi, run: (site) => site.uwsgi(['--ini', 'nope.ini'])},
  {id: 'U023', source: uwsgi, run: (site) => site.uwsgi([site.write('uwsgi.conf', '[uwsgi]\n')])},
  {
    id: 'U024',
    source: uwsgi,
    run: (site) => site.uwsgi(['--ini', site.write('u.ini', '[uwsgi]\nmaster = true\nuid = nobody\n')]),
  },
  {id: 'U044', source: uwsgi, how: 'a user', run: (site) => site.sound(['--uid', 'nosuchuser'])},
  {id: 'U044', source: uwsgi, how: 'a group', run: (site) => site.sound(['--gid', 'nosuchgroup'])},
  {
    id: 'U045',
    source: uwsgi,
    run: (site) =>
      site.uwsgi([...AS_NOBODY, 'uwsgi', '--socket', '127.0.0.1:0', '--uid', '33', '--gid', '33'], {
        program: 'setpriv',
      }),
  },
  {
    id: 'U046',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [
          '--plugins',
          'python3',
          '--master',
          '--single-interpreter',
          '--enable-threads',
          '--socket',
          site.at('s'),
          '--wsgi-file',
          'app.py',
        ],
        {
          until: /spawned uWSGI worker 1/,
        },
      ),
  },
  {
    id: 'U047',
    source: uwsgi,
    run: (site) =>
      site.uwsgi([...SOUND.filter((word) => word !== '--master'), '--socket', site.at('s'), '--wsgi-file', 'app.py'], {
        until: /spawned uWSGI worker 1/,
      }),
  },
  {
    id: 'U048',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [...SOUND.filter((word) => word !== '--enable-threads'), '--socket', site.at('s'), '--wsgi-file', 'app.py'],
        {
          until: /spawned uWSGI worker 1/,
        },
      ),
  },
  {
    id: 'U050',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [...SOUND.filter((word) => word !== '--single-interpreter'), '--socket', site.at('s'), '--wsgi-file', 'app.py'],
        {
          until: /spawned uWSGI worker 1/,
        },
      ),
  },
  {id: 'U053', source: uwsgi, run: (site) => site.sound([])},
  {id: 'U054', source: uwsgi, run: (site) => site.sound(['--harakiri', '10'])},
  {id: 'U092', source: uwsgi, run: (site) => site.sound(['--pidfile2', site.at('no/folder/u.pid')])},
  {id: 'U093', source: uwsgi, run: (site) => site.sound(['--logto', site.at('no/folder/u.log')])},
  {
    id: 'U106',
    source: uwsgi,
    run: (site) => {
      site.write('user.py', 'import uwsgi\nuwsgi.set_user_harakiri(5)\ndef application(e, s):\n    pass\n')
      return site.uwsgi(
        [...SOUND.filter((word) => word !== '--master'), '--socket', site.at('s'), '--wsgi-file', 'user.py'],
        {
          until: /spawned uWSGI worker 1/,
        },
      )
    },
  },
  {
    id: 'U107',
    source: 'the loader of glibc 2.36',
    run: async (site) => {
      const program = site.at('uwsgi')
      copyFileSync('/usr/bin/uwsgi-core', program)
      const bytes = readFileSync(program)
      const name = bytes.indexOf('libyajl.so.2')
      bytes.write('libyajx.so.2', name, 'latin1')
      writeFileSync(program, bytes)
      chmodSync(program, 0o755)
      return site.uwsgi(['--version'], {program})
    },
  },
  {
    id: 'U025',
    source: uwsgi,
    run: async (site) => {
      const port = await freePort()
      let second = ''
      await site.sound(['--socket', `127.0.0.1:${port}`], {
        during: async () => {
          second = await site.uwsgi([...SOUND, '--socket', `127.0.0.1:${port}`])
        },
      })
      return second
    },
  },
  {id: 'U026', source: uwsgi, run: (site) => site.uwsgi([...SOUND, '--socket', site.at('no/folder/s')])},
  {
    id: 'U027',
    source: uwsgi,
    run: (site) => {
      mkdirSync(site.at('closed'), {mode: 0o755})
      return site.uwsgi([...AS_NOBODY, 'uwsgi', '--master', '--socket', site.at('closed/s')], {program: 'setpriv'})
    },
  },
  {
    id: 'U028',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [
          '-n',
          'setpriv',
          ...AS_NOBODY,
          '--inh-caps=-all',
          '--bounding-set=-all',
          'uwsgi',
          '--master',
          '--socket',
          '127.0.0.1:80',
        ],
        {
          program: 'unshare', // a network of its own: nobody else has the port, and it needs the right to it
        },
      ),
  },
  {id: 'U029', source: uwsgi, run: (site) => site.uwsgi([...SOUND, '--socket', site.at('x'.repeat(110))])},
  {id: 'U030', source: uwsgi, run: (site) => site.sound(['--listen', '1000000'])},
  {id: 'U097', source: uwsgi, run: (site) => site.sound(['--touch-reload', site.at('later')])},
  {
    id: 'U098',
    source: uwsgi,
    run: (site) =>
      site.sound([], {
        during: async (running) => {
          running.kill('SIGHUP')
          await running.logged(/spawned uWSGI worker 1[\s\S]*spawned uWSGI worker 1/)
        },
      }),
  },
  {id: 'U073', source: uwsgi, run: (site) => site.sound(['--processes', '2', '--cheaper', '2'])},
  {
    id: 'U074',
    source: uwsgi,
    run: (site) => site.sound(['--processes', '4', '--cheaper', '2', '--cheaper-initial', '1']),
  },
  {
    id: 'U075',
    source: uwsgi,
    run: (site) =>
      site.sound(['--processes', '4', '--cheaper', '1', '--cheaper-algo', 'busyness'], {until: /falling back/}),
  },
  {id: 'U070', source: uwsgi, run: (site) => site.sound(['--async', '2'], {until: /DANGER/})},
  {
    id: 'U071',
    source: uwsgi,
    run: (site) => site.sound(['--plugins', 'gevent_python3', '--gevent', '1'], {until: /requires async mode/}),
  },
  {
    id: 'U090',
    source: uwsgi,
    run: async (site) => {
      const said = await site.sound(['--daemonize2', site.at('daemon.log'), '--pidfile2', site.at('pid')], {
        until: /daemonizing/,
      })
      await sleep(300)
      process.kill(Number(readFileSync(site.at('pid'), 'latin1')), 'SIGINT')
      return said
    },
  },
  {
    id: 'U101',
    source: uwsgi,
    run: (site) => {
      site.write('vassals/app.ini', '[uwsgi]\nsocket = s\n')
      chownSync(site.at('vassals/app.ini'), 0, 0)
      return site.uwsgi(['--emperor', site.at('vassals'), '--emperor-tyrant'], {until: /invalid permissions/})
    },
  },
  {id: 'X001', source: uwsgi, run: async (site) => site.sound(['--socket', `:${await freePort()}`])},
  {
    id: 'X002',
    source: uwsgi,
    run: async (site) => site.sound(['--stats', `:${await freePort()}`], {until: /spawned uWSGI worker 1[\s\S]*Stats/}),
  },
  {
    id: 'X003',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [
          ...SOUND.filter((word) => !word.startsWith('--chmod')),
          '--chmod-socket',
          '--socket',
          site.at('s'),
          '--wsgi-file',
          'app.py',
        ],
        {until: /spawned uWSGI worker 1/},
      ),
  },
  {id: 'X004', source: uwsgi, run: (site) => site.sound(['--py-autoreload', '1'], {until: /auto-reloader enabled/})},
  {
    id: 'U103',
    source: uwsgi,
    run: (site) => site.sound(['--plugins', 'rawrouter', '--rawrouter-subscription-slot', '1']),
  },
]
