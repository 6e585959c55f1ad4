import {once} from 'node:events'
import {type AddressInfo, createServer} from 'node:net'
import {startNginx} from '../../support/nginx.js'
import {type Breakage, fetchStatus, freePort, type Site, type StartOptions, sendBytes, sleep} from './breakage.js'

const nginx = 'nginx 1.22.1'

interface Asking {
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly http?: string
  /** Requests at the same time. */
  readonly times?: number
  readonly method?: string
}

/** The error log of nginx after requests to a location. */
async function throughNginx(
  site: Site,
  location: string,
  {path = '/', headers = {}, http = '', times = 1}: Asking = {},
): Promise<string> {
  await using front = await startNginx(site.folder, {
    server: `location / { include /etc/nginx/uwsgi_params; ${location} }`,
    http,
  })
  await Promise.all(Array.from({length: times}, () => fetchStatus(front.url + path, {headers})))
  await sleep(100)
  return front.log()
}

const toSocket = (site: Site) => `uwsgi_pass unix:${site.at('s')};`

/** The same with a sound uWSGI behind it; `which` says whose log it is about. */
async function behindNginx(
  site: Site,
  {
    location = toSocket(site),
    args = [],
    which = 'nginx',
    ...asking
  }: Asking & {location?: string; args?: readonly string[]; which?: 'nginx' | 'both'},
  options: StartOptions = {},
): Promise<string> {
  let error = ''
  const log = await site.sound(args, {
    ...options,
    during: async () => {
      error = await throughNginx(site, location, asking)
      if (which === 'both') await sleep(1300) // the master looks at its workers once a second
    },
  })
  return which === 'nginx' ? error : `${error}\n${log}`
}

/** A configuration that nginx refuses. */
const refused = (site: Site, server: string, http = '') =>
  site.uwsgi(
    [
      '-t',
      '-p',
      site.folder,
      '-e',
      'stderr',
      '-c',
      site.write(
        'bad.conf',
        `pid ${site.at('pid')};\nevents {}\nhttp { ${http}\n server { listen 127.0.0.1:1; ${server} } }\n`,
      ),
    ],
    {program: 'nginx'},
  )

/** What nginx says. */
export const nginxBreakages: readonly Breakage[] = [
  {
    id: 'N001',
    source: nginx,
    run: (site) => behindNginx(site, {args: ['--uid', 'www-data', '--chmod-socket=600']}),
  },
  {id: 'N002', source: nginx, run: (site) => throughNginx(site, toSocket(site))},
  {id: 'N003', source: nginx, run: async (site) => throughNginx(site, `uwsgi_pass 127.0.0.1:${await freePort()};`)},
  {
    id: 'U099',
    source: nginx,
    run: async (site) => {
      await site.uwsgi(
        [
          '-c',
          `import socket; socket.socket(socket.AF_UNIX).bind("${site.at('s')}"); import os; os.chmod("${site.at('s')}", 0o666)`,
        ],
        {
          program: '/usr/bin/python3',
        },
      )
      return throughNginx(site, toSocket(site))
    },
  },
  {
    id: 'N004',
    source: nginx,
    run: (site) => behindNginx(site, {args: ['--listen', '1'], path: '/sleep/1', times: 8}),
  },
  {id: 'N005', source: nginx, run: (site) => behindNginx(site, {path: '/kill'})},
  {
    id: 'U055',
    source: `${nginx} and uwsgi 2.0.21`,
    how: 'behind nginx',
    run: (site) => behindNginx(site, {args: ['--harakiri', '1'], path: '/sleep/9', which: 'both'}),
  },
  {
    id: 'U056',
    source: `${nginx} and uwsgi 2.0.21`,
    how: 'behind nginx',
    run: (site) => behindNginx(site, {path: '/kill', which: 'both'}),
  },
  {
    id: 'U009',
    source: `${nginx} and uwsgi 2.0.21`,
    how: 'behind nginx',
    run: (site) => behindNginx(site, {location: `uwsgi_modifier1 5; ${toSocket(site)}`, which: 'both'}),
  },
  {
    id: 'N006',
    source: nginx,
    run: (site) => behindNginx(site, {headers: {cookie: 'x'.repeat(6000)}}),
  },
  {
    id: 'U002',
    source: `${nginx} and uwsgi 2.0.21`,
    how: 'behind nginx',
    run: (site) => behindNginx(site, {headers: {cookie: 'x'.repeat(6000)}, which: 'both'}),
  },
  {
    id: 'U001',
    source: `${nginx} and uwsgi 2.0.21`,
    how: 'behind nginx',
    run: (site) => behindNginx(site, {location: `proxy_pass http://unix:${site.at('s')}:/;`, which: 'both'}),
  },
  {
    id: 'U007',
    source: `${nginx} and uwsgi 2.0.21`,
    run: async (site) => {
      let log = ''
      await site.sound([], {
        during: async (running) => {
          await using front = await startNginx(site.folder, {
            server: `location / { uwsgi_param X y; ${toSocket(site)} }`,
          })
          await fetchStatus(front.url)
          await running.logged(/=> generated/)
          log = running.log()
        },
      })
      return log
    },
  },
  {
    id: 'U004',
    source: nginx,
    run: async (site) => {
      let log = ''
      await site.sound([], {
        during: async () => {
          await using front = await startNginx(site.folder, {
            http: 'large_client_header_buffers 4 64k;',
            server: `location / { include /etc/nginx/uwsgi_params; ${toSocket(site)} }`,
          })
          const cookie = 'x'.repeat(60_000)
          await sendBytes(
            front.port,
            `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nX-More: ${'y'.repeat(9000)}\r\n\r\n`,
          )
          log = front.log()
        },
      })
      return log
    },
  },
  {
    id: 'N008',
    source: nginx,
    run: (site) => behindNginx(site, {location: `uwsgi_read_timeout 1s; ${toSocket(site)}`, path: '/sleep/2'}),
  },
  {
    id: 'N008',
    source: nginx,
    how: 'an http-socket',
    run: async (site) => {
      const port = await freePort()
      return behindNginx(site, {
        args: ['--http-socket', `127.0.0.1:${port}`, '--socket-timeout', '4'],
        location: `uwsgi_read_timeout 1s; uwsgi_pass 127.0.0.1:${port};`,
      })
    },
  },
  {
    id: 'N008',
    source: `${nginx} and uwsgi 2.0.21`,
    how: 'with the lost client',
    run: (site) =>
      behindNginx(site, {location: `uwsgi_read_timeout 1s; ${toSocket(site)}`, path: '/sleep/2', which: 'both'}),
  },
  {
    id: 'N009',
    source: nginx,
    run: async (site) => {
      const port = await freePort()
      const location = `uwsgi_connect_timeout 1s; uwsgi_pass 127.0.0.1:${port};`
      return behindNginx(site, {
        args: ['--socket', `127.0.0.1:${port}`, '--listen', '1'],
        location,
        path: '/sleep/2',
        times: 8,
      })
    },
  },
  {id: 'N010', source: nginx, run: (site) => behindNginx(site, {path: '/headers'})},
  {
    id: 'N016',
    source: nginx,
    run: async (site) => {
      await using front = await startNginx(site.folder, {
        server: `client_max_body_size 1k; location / { include /etc/nginx/uwsgi_params; ${toSocket(site)} }`,
      })
      await sendBytes(front.port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n')
      return front.log()
    },
  },
  {
    id: 'N017',
    source: nginx,
    run: async (site) => {
      await using front = await startNginx(site.folder, {server: 'error_log stderr info; location / { return 204; }'})
      await fetchStatus(front.url, {headers: {cookie: 'x'.repeat(20_000)}})
      await sleep(100)
      return front.log()
    },
  },
  {id: 'N018', source: nginx, run: (site) => refused(site, 'location / { uwsgi_pass no-such-host.invalid:3031; }')},
  {id: 'N019', source: nginx, run: (site) => refused(site, 'uwsgi_pass 127.0.0.1:3031;')},
  {
    id: 'N020',
    source: nginx,
    run: async (site) => {
      const [one, two] = [await freePort(), await freePort()]
      await using front = await startNginx(site.folder, {
        http: `upstream app { server 127.0.0.1:${one}; server 127.0.0.1:${two}; }`,
        server: 'location / { include /etc/nginx/uwsgi_params; uwsgi_pass app; }',
      })
      await fetchStatus(front.url)
      const start = front.log().length
      await fetchStatus(front.url)
      await sleep(100)
      return front.log().slice(start) // what a look at the end of the log shows
    },
  },
  {
    id: 'N007',
    source: nginx,
    run: async (site) => {
      const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf'
      const dying = createServer((socket) => {
        socket.once('data', () => socket.write(half, () => setTimeout(() => socket.resetAndDestroy(), 200)))
      }).listen(0, '127.0.0.1')
      await once(dying, 'listening')
      const log = await throughNginx(site, `uwsgi_pass 127.0.0.1:${(dying.address() as AddressInfo).port};`)
      dying.close()
      return log
    },
  },
]
