import {chownSync, mkdirSync, readFileSync} from 'node:fs'
import {type Breakage, freePort, SOUND, sleep} from './breakage.js'

const uwsgi = 'uwsgi 2.0.21'
const AS_NOBODY = ['--reuid', '65534', '--regid', '65534', '--clear-groups']

/** Sockets, processes and modes that do not fit. */
export const listeningBreakages: readonly Breakage[] = [
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
]
