import {request} from 'node:http'
import {connect} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import {encodePacket} from '../../../src/wire/packet.js'
import {encodeVars} from '../../../src/wire/vars.js'
import {rigNginx, rigUwsgi, uwsgiPass} from '../doctor.js'
import type {Fault, Rig} from '../doctor-faults.js'
import {freePort} from '../ports.js'

/** A uWSGI at a unix socket that everybody may use, and nginx before it. */
export async function pair(rig: Rig, lines: readonly string[] = [], location = '', more = {}): Promise<string> {
  const socket = rig.at('app.sock')
  await rig.with(rigUwsgi(rig.path, {lines: [`socket = ${socket}`, 'chmod-socket = 666', ...lines], ...more}))
  const {url} = await rig.with(rigNginx(rig.path, location || uwsgiPass(socket)))
  return url
}

/** A GET that nobody waits for. */
export function fire(url: string, headers: Record<string, string> = {}): void {
  const sent = request(url, {headers, agent: false})
  sent.on('error', () => {})
  sent.on('response', (answer) => answer.resume())
  sent.end()
}

/** Connections that send a request and stay. */
export async function occupy(rig: Rig, to: string | number, count: number, path = '/sleep'): Promise<void> {
  for (let n = 0; n < count; n++) {
    const socket = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1')
    socket.on('error', () => {})
    const vars = {REQUEST_METHOD: 'GET', PATH_INFO: path, REQUEST_URI: path, SERVER_NAME: 'x', SERVER_PORT: '80'}
    socket.write(encodePacket({body: encodeVars(Object.entries(vars))}))
    rig.after(() => socket.destroy())
    await sleep(30)
  }
  await sleep(200)
}

/** What the two sides of a socket do not agree on. */
export const speaking: readonly Fault[] = [
  {
    name: 'proxy_pass to a uwsgi socket',
    expected: 'DR023',
    make: async (rig) => [
      `${await pair(rig, [], `location / { proxy_pass http://unix:${rig.at('app.sock')}:/; proxy_read_timeout 3s; }`)}/`,
    ],
  },
  {
    name: 'proxy_pass to a uwsgi port',
    expected: 'DR023',
    async make(rig) {
      const port = await freePort()
      await rig.with(rigUwsgi(rig.path, {lines: [`socket = 127.0.0.1:${port}`]}))
      const {url} = await rig.with(rigNginx(rig.path, `location / { proxy_pass http://127.0.0.1:${port}; }`))
      return [`${url}/`]
    },
  },
  {
    name: 'uwsgi_pass to an http-socket',
    expected: 'DR023',
    async make(rig) {
      const socket = rig.at('app.sock')
      await rig.with(rigUwsgi(rig.path, {lines: [`http-socket = ${socket}`, 'chmod-socket = 666']}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(socket)))
      return [`${url}/`]
    },
  },
  {
    name: 'uwsgi_pass to a fastcgi-socket',
    expected: 'DR023',
    async make(rig) {
      const socket = rig.at('app.sock')
      await rig.with(rigUwsgi(rig.path, {lines: [`fastcgi-socket = ${socket}`, 'chmod-socket = 666']}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(socket)))
      return [`${url}/`]
    },
  },
  {
    name: 'uwsgi_pass to the stats server',
    expected: 'DR023',
    async make(rig) {
      const port = await freePort()
      const url = await pair(rig, [`stats = 127.0.0.1:${port}`], uwsgiPass(`127.0.0.1:${port}`))
      return [`${url}/`]
    },
  },
  {
    name: 'no include of uwsgi_params',
    expected: 'DR024',
    make: async (rig) => [`${await pair(rig, [], `location / { uwsgi_pass unix:${rig.at('app.sock')}; }`)}/`],
  },
  {
    name: 'uwsgi_params lost by a uwsgi_param in the location',
    expected: 'DR024',
    make: async (rig) => [
      `${await pair(rig, [], `include /etc/nginx/uwsgi_params; location / { uwsgi_param HTTP_X a; uwsgi_pass unix:${rig.at('app.sock')}; }`)}/`,
    ],
  },
  {
    name: 'a modifier without its plugin',
    expected: 'DR025',
    make: async (rig) => [`${await pair(rig, [], uwsgiPass(rig.at('app.sock'), 'uwsgi_modifier1 5;'))}/`],
  },
  {
    name: 'the plugin of Python is not loaded',
    expected: 'DR025',
    make: async (rig) => [`${await pair(rig, [], '', {plugins: 'ping', entry: ''})}/`],
  },
  {
    name: 'headers of a request larger than buffer-size',
    expected: 'DR051',
    async make(rig) {
      const url = await pair(rig)
      fire(`${url}/`, {cookie: `a=${'x'.repeat(5200)}`})
      await sleep(500)
      return [`${url}/`]
    },
  },
  {
    name: 'headers of an answer larger than uwsgi_buffer_size',
    expected: 'DR071',
    make: async (rig) => [`${await pair(rig)}/large`],
  },
  {
    name: 'a body larger than client_max_body_size',
    expected: 'DR027',
    async make(rig) {
      const url = await pair(rig)
      const sent = request(`${url}/`, {method: 'POST', agent: false, headers: {'content-length': 2_000_000}})
      sent.on('error', () => {})
      sent.on('response', (answer) => answer.resume())
      sent.flushHeaders()
      await sleep(300)
      sent.destroy()
      return [`${url}/`]
    },
  },
  {
    name: 'a location that serves files',
    expected: 'DR022',
    async make(rig) {
      const url = await pair(rig, [], `${uwsgiPass(rig.at('app.sock'))} location /app/ { root ${rig.path}; }`)
      return [`${url}/app/x`]
    },
  },
]
