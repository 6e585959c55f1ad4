import {once} from 'node:events'
import {type AddressInfo, connect, createServer} from 'node:net'
import {encodePacket} from '../../../src/wire/packet.js'
import {type Breakage, freePort, sendBytes, sleep} from './breakage.js'
import {asked, requestPacket, send} from './request.js'

const uwsgi = 'uwsgi 2.0.21'

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
]
