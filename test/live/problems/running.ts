import {once} from 'node:events'
import {type AddressInfo, connect, createServer} from 'node:net'
import {encodePacket} from '../../../src/wire/packet.js'
import {encodeVars} from '../../../src/wire/vars.js'
import {
  APP,
  type Breakage,
  freePort,
  type Running,
  type Site,
  SOUND,
  type StartOptions,
  sendBytes,
  sleep,
} from './breakage.js'

const uwsgi = 'uwsgi 2.0.21'

/** A uwsgi request for a path. */
export function requestPacket(path: string, more: readonly (readonly [string, string])[] = [], modifier1 = 0): Buffer {
  const vars: (readonly [string, string])[] = [
    ['REQUEST_METHOD', 'GET'],
    ['REQUEST_URI', path],
    ['PATH_INFO', path],
    ['SERVER_PROTOCOL', 'HTTP/1.1'],
    ['REMOTE_ADDR', '127.0.0.1'],
    ...more,
  ]
  return encodePacket({modifier1, modifier2: 0, body: encodeVars(vars)})
}

/** A sound deployment that is asked for something. */
function asked(
  site: Site,
  args: readonly string[],
  ask: (running: Running) => Promise<unknown>,
  options: StartOptions = {},
) {
  return site.sound(args, {
    ...options,
    during: async (running) => {
      await ask(running)
      await sleep(200)
    },
  })
}

const send = (site: Site, path: string, patience?: number) => sendBytes(site.at('s'), requestPacket(path), patience)
const DEAD = /died, killed by signal|Respawned uWSGI worker/

/** What happens while uWSGI runs. */
export const runningBreakages: readonly Breakage[] = [
  {
    id: 'U001',
    source: uwsgi,
    run: (site) => asked(site, [], () => sendBytes(site.at('s'), 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')),
  },
  {
    id: 'U001',
    source: uwsgi,
    how: 'POST',
    run: (site) => asked(site, [], () => sendBytes(site.at('s'), 'POST / HTTP/1.1\r\nHost: x\r\n\r\n')),
  },
  {
    id: 'U002',
    source: uwsgi,
    run: (site) =>
      asked(site, [], () => sendBytes(site.at('s'), requestPacket('/', [['HTTP_COOKIE', 'x'.repeat(5000)]]))),
  },
  {
    id: 'U005',
    source: uwsgi,
    run: (site) =>
      asked(site, [], () =>
        sendBytes(site.at('s'), encodePacket({modifier1: 0, modifier2: 0, body: Buffer.from('hello, world')})),
      ),
  },
  {
    id: 'U006',
    source: uwsgi,
    run: (site) => asked(site, [], () => sendBytes(site.at('s'), Buffer.alloc(4))),
  },
  {
    id: 'U008',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(['--master', '--uid', 'nobody', '--socket', site.at('s'), '--chmod-socket=666', '--plugins', 'ping'], {
        until: /spawned uWSGI worker 1/,
        during: () => send(site, '/'),
      }),
  },
  {id: 'U009', source: uwsgi, run: (site) => asked(site, [], () => sendBytes(site.at('s'), requestPacket('/', [], 5)))},
  {
    id: 'U010',
    source: uwsgi,
    run: (site) => asked(site, [], () => sendBytes(site.at('s'), Buffer.from([100, 0, 0, 0]))),
  },
  {
    id: 'U011',
    source: uwsgi,
    run: (site) => site.uwsgi(['--master', '--uid', 'nobody', '--socket', site.at('s')], {until: /END OF WARNING/}),
  },
  {
    id: 'U031',
    source: uwsgi,
    run: async (site) => {
      const port = await freePort()
      return site.sound(['--socket', `127.0.0.1:${port}`, '--listen', '4'], {
        during: async (running) => {
          const waiting = Array.from({length: 8}, () => sendBytes(port, requestPacket('/sleep/2'), 3000))
          await running.logged(/listen queue of socket/)
          running.kill('SIGINT')
          await Promise.race([Promise.all(waiting), sleep(500)])
        },
      })
    },
  },
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
    id: 'U060',
    source: uwsgi,
    run: (site) =>
      asked(site, [], async (running) => {
        await sendBytes(site.at('s'), requestPacket('/sleep/1.2'), 300)
        await running.logged(/write error/)
      }),
  },
  {
    id: 'U061',
    source: uwsgi,
    run: (site) =>
      asked(site, [], async (running) => {
        const socket = connect(site.at('s')).on('error', () => {})
        socket.pause()
        socket.write(requestPacket('/large'))
        await running.logged(/TIMEOUT !!!/)
        socket.destroy()
      }),
  },
  {
    id: 'U062',
    source: uwsgi,
    run: (site) =>
      asked(site, [], async (running) => {
        const packet = requestPacket('/read', [['CONTENT_LENGTH', '100']])
        void sendBytes(site.at('s'), Buffer.concat([packet, Buffer.from('half')]), 300)
        await running.logged(/uwsgi-body-read/)
      }),
  },
  {
    id: 'U063',
    source: uwsgi,
    run: (site) =>
      asked(site, ['--limit-post', '100'], () =>
        sendBytes(site.at('s'), requestPacket('/', [['CONTENT_LENGTH', '1000']])),
      ),
  },
  {
    id: 'U064',
    source: uwsgi,
    run: async (site) => {
      const port = await freePort()
      const head = `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(3900)}\r\nX-More: ${'b'.repeat(60)}\r\n\r\n`
      return asked(site, ['--http-socket', `127.0.0.1:${port}`], () => sendBytes(port, head))
    },
  },
  {
    id: 'U065',
    source: uwsgi,
    run: async (site) => {
      const resetting = createServer((socket) => socket.once('data', () => socket.resetAndDestroy())).listen(
        0,
        '127.0.0.1',
      )
      await once(resetting, 'listening')
      const port = await freePort()
      const to = `127.0.0.1:${(resetting.address() as AddressInfo).port}`
      const options = ['--plugins', 'http', '--http', `127.0.0.1:${port}`, '--http-to', to]
      const log = await asked(site, options, async (running) => {
        void sendBytes(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
        await running.logged(/hr_instance_/)
      })
      resetting.close()
      return log
    },
  },
  {
    id: 'U066',
    source: uwsgi,
    run: async (site) => {
      const port = await freePort()
      return asked(site, ['--plugins', 'http', '--http', `127.0.0.1:${port}`], async (running) => {
        const socket = connect(port, '127.0.0.1').on('error', () => {})
        socket.write('GET / HT')
        await sleep(300)
        socket.resetAndDestroy()
        await running.logged(/hr_read\(\)/)
      })
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
    id: 'U113',
    source: 'curl 7.88',
    run: async (site) => {
      const port = await freePort()
      let said = ''
      await site.sound(['--stats', `127.0.0.1:${port}`], {
        until: /Stats server enabled/,
        during: async () => {
          said = await site.uwsgi(['-sS', `http://127.0.0.1:${port}/`], {program: 'curl'})
        },
      })
      return said
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
