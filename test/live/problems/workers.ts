import {APP, type Breakage, SOUND, sendBytes, sleep} from './breakage.js'
import {asked, requestPacket, send} from './request.js'

const uwsgi = 'uwsgi 2.0.21'
const DEAD = /died, killed by signal|Respawned uWSGI worker/

/** Workers that die, are replaced, or do not end. */
export const workerBreakages: readonly Breakage[] = [
  {
    id: 'U055',
    source: uwsgi,
    run: (site) =>
      asked(site, ['--harakiri', '1', '--harakiri-verbose'], async (running) => {
        void send(site, '/sleep/9', 6000)
        await running.logged(DEAD)
      }),
  },
  {
    id: 'U056',
    source: uwsgi,
    run: (site) =>
      asked(site, [], async (running) => {
        void send(site, '/kill')
        await running.logged(DEAD)
      }),
  },
  {
    id: 'U057',
    source: uwsgi,
    run: (site) =>
      asked(site, [], async (running) => {
        void send(site, '/crash')
        await running.logged(DEAD)
      }),
  },
  {
    id: 'U058',
    source: uwsgi,
    run: (site) =>
      asked(site, [], async (running) => {
        void send(site, '/abort')
        await running.logged(DEAD)
      }),
  },
  {
    id: 'U059',
    source: uwsgi,
    run: (site) => {
      site.write('exits.py', 'import os, uwsgi\nif uwsgi.worker_id(): os._exit(3)\n')
      return site.uwsgi([...SOUND, '--lazy-apps', '--socket', site.at('s'), '--wsgi-file', 'exits.py'], {
        until: /too fast/,
      })
    },
  },
  {
    id: 'U077',
    source: uwsgi,
    run: (site) =>
      asked(
        site,
        ['--processes', '2', '--max-worker-lifetime', '1', '--min-worker-lifetime', '0'],
        async (running) => {
          await sleep(1500)
          await Promise.all([send(site, '/'), send(site, '/')])
          await running.logged(/lifetime reached[\s\S]*lifetime reached/)
        },
        {until: /spawned uWSGI worker 2/},
      ),
  },
  {
    id: 'U078',
    source: uwsgi,
    run: (site) =>
      asked(site, ['--max-requests', '1', '--min-worker-lifetime', '0'], async (running) => {
        await send(site, '/')
        await running.logged(/The work of process/)
      }),
  },
  {
    id: 'U069',
    source: uwsgi,
    run: (site) => {
      site.write('g.py', APP.replace('import os, signal, time', 'import os, signal, gevent as time'))
      return site.uwsgi(
        [...SOUND, '--plugins', 'gevent_python3', '--gevent', '2', '--socket', site.at('s'), '--wsgi-file', 'g.py'],
        {
          until: /spawned uWSGI worker 1/,
          during: async (running) => {
            for (let n = 0; n < 4; n++) void sendBytes(site.at('s'), requestPacket('/sleep/2'), 3000)
            await running.logged(/async queue is full/)
          },
        },
      )
    },
  },
  {
    id: 'U072',
    source: uwsgi,
    run: (site) => {
      site.write(
        'mixed.py',
        `import threading, gevent, gevent.event
event = gevent.event.Event()
def application(environ, start_response):
    start_response('200 OK', [])
    thread = threading.Thread(target=event.set)
    hub = gevent.get_hub()
    current = gevent.getcurrent()
    thread = threading.Thread(target=current.switch)
    thread.start()
    thread.join()
    return [b'x']
`,
      )
      return site.uwsgi(
        [
          ...SOUND,
          '--plugins',
          'gevent_python3',
          '--gevent',
          '10',
          '--socket',
          site.at('s'),
          '--wsgi-file',
          'mixed.py',
        ],
        {
          until: /spawned uWSGI worker 1/,
          during: async (running) => {
            void send(site, '/', 3000)
            await running.logged(/different thread/)
          },
        },
      )
    },
  },
  {
    id: 'U079',
    source: uwsgi,
    run: (site) =>
      asked(site, ['--worker-reload-mercy', '1'], async (running) => {
        void send(site, '/sleep/20', 8000)
        await sleep(300)
        running.kill('SIGHUP')
        await running.logged(/NO MERCY/)
      }),
  },
  {
    id: 'U080',
    source: uwsgi,
    run: (site) => {
      site.write('chain', '')
      return asked(
        site,
        ['--lazy-apps', '--processes', '2', '--touch-chain-reload', site.at('chain'), '--worker-reload-mercy', '9'],
        async (running) => {
          void send(site, '/sleep/8', 9000)
          void send(site, '/sleep/8', 9000)
          await sleep(1200)
          site.write('chain', 'x')
          await running.logged(/chain is still waiting/)
        },
      )
    },
  },
  {
    id: 'U081',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [...SOUND.filter((word) => word !== '--die-on-term'), '--socket', site.at('s'), '--wsgi-file', 'app.py'],
        {
          until: /spawned uWSGI worker 1/,
          during: async (running) => {
            running.kill('SIGTERM')
            await running.logged(/gracefully \(RE\)spawned/)
          },
        },
      ),
  },
  {
    id: 'U100',
    source: uwsgi,
    run: (site) => {
      site.write('vassals/app.ini', `[uwsgi]\nlogto = ${site.at('vassal.log')}\nsocket = ${site.at('no/folder/s')}\n`)
      return site.uwsgi(['--emperor', site.at('vassals'), '--emperor-throttle', '100'], {
        until: /throttling it/,
        timeout: 8000,
      })
    },
  },
  {
    id: 'U111',
    source: uwsgi,
    run: (site) => {
      site.write(
        'locks.py',
        `import os, signal, uwsgi
def application(environ, start_response):
    start_response('200 OK', [])
    if environ['PATH_INFO'] == '/lock':
        uwsgi.lock()
        os.kill(os.getpid(), signal.SIGKILL)
    uwsgi.lock()
    uwsgi.unlock()
    return [b'x']
`,
      )
      let log = ''
      return site
        .uwsgi([...SOUND, '--socket', site.at('s'), '--wsgi-file', 'locks.py'], {
          until: /spawned uWSGI worker 1/,
          during: async (running) => {
            await send(site, '/lock')
            await running.logged(/Respawned/)
            const start = running.log().length
            void send(site, '/')
            await running.logged(/deadlock-detector/)
            log = running.log().slice(start)
          },
        })
        .then(() => log)
    },
  },
  {
    id: 'U095',
    source: uwsgi,
    run: (site) => {
      // A pipe has no size: what /dev/stdout is in a container.
      const options = `--plugins python3 --master --log-maxsize 1000 --logto /dev/stdout --uid nobody --wsgi-file app.py --single-interpreter --socket ${site.at('s')}`
      return site.uwsgi(['-c', `timeout -s INT 3 uwsgi ${options} 2>&1 | cat`], {program: 'sh'})
    },
  },
]
