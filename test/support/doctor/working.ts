import {readFileSync, writeFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {rigNginx, rigUwsgi, uwsgiPass} from '../doctor.js'
import type {Fault} from '../doctor-faults.js'
import {freePort} from '../ports.js'
import {fire, occupy, pair} from './speaking.js'

/** What goes wrong with queues, workers and the application while all of them run. */
export const working: readonly Fault[] = [
  {
    name: 'the queue of a unix socket is full',
    expected: 'DR050',
    async make(rig) {
      const url = await pair(rig, ['listen = 3'])
      await occupy(rig, rig.at('app.sock'), 8)
      return [`${url}/`]
    },
  },
  {
    name: 'the queue of a port is full',
    expected: 'DR050',
    async make(rig) {
      const port = await freePort()
      await rig.with(rigUwsgi(rig.path, {lines: [`socket = 127.0.0.1:${port}`, 'listen = 3']}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(`127.0.0.1:${port}`)))
      await occupy(rig, port, 8)
      return [`${url}/`]
    },
  },
  {
    name: 'all workers are stuck, with stats',
    expected: 'DR061',
    async make(rig) {
      const url = await pair(rig, ['processes = 2', `stats = ${rig.at('stats.sock')}`])
      await occupy(rig, rig.at('app.sock'), 2)
      return [`${url}/`]
    },
  },
  {
    name: 'all workers are stuck, without stats',
    expected: 'DR061',
    async make(rig) {
      const url = await pair(rig, ['processes = 2'])
      await occupy(rig, rig.at('app.sock'), 2)
      return [`${url}/`]
    },
  },
  {
    name: 'all workers are stuck, and others wait',
    expected: 'DR061',
    async make(rig) {
      const url = await pair(rig, ['processes = 1', 'listen = 50'])
      await occupy(rig, rig.at('app.sock'), 6)
      return [`${url}/`]
    },
  },
  {
    name: 'harakiri ends the request',
    expected: 'DR062',
    make: async (rig) => [`${await pair(rig, ['harakiri = 1'])}/sleep`],
  },
  {
    name: 'workers that die again and again',
    expected: 'DR060',
    async make(rig) {
      const url = await pair(rig, ['processes = 2'])
      for (let n = 0; n < 6; n++) {
        fire(`${url}/exit`)
        await sleep(400)
      }
      return [`${url}/exit`]
    },
  },
  {
    name: 'a worker killed by signal 9',
    expected: 'DR063',
    async make(rig) {
      const url = await pair(rig)
      const {readProcesses} = await import('../../../src/host/process-table.js')
      const all = await readProcesses(/uwsgi/)
      const own = all.filter(({args}) => args.includes(rig.at('app.ini')))
      const worker = own.find(({ppid}) => own.some(({pid}) => pid === ppid))!
      process.kill(worker.pid, 'SIGKILL')
      await sleep(4000)
      return [`${url}/`]
    },
  },
  {
    name: 'the application raises',
    expected: 'DR073',
    make: async (rig) => [`${await pair(rig)}/raise`],
  },
  {
    name: 'the application is slower than the web server waits',
    expected: 'DR074',
    make: async (rig) => [`${await pair(rig, ['processes = 4'])}/sleep`],
  },
  {
    name: 'a mount that the request does not reach',
    expected: 'DR072',
    make: async (rig) => [
      `${await pair(rig, [`mount = /shop=${rig.at('shop.py')}`, 'no-default-app = true'], '', {entry: ''})}/`,
    ],
  },
  {
    name: 'a variable of the environment is an option',
    expected: 'DR080',
    make: async (rig) => [`${await pair(rig, ['processes = 2'], '', {env: {UWSGI_HARAKIRI: '5'}})}/`],
  },
  {
    name: 'a configuration of nginx that would not start again',
    expected: 'DR021',
    async make(rig) {
      const url = await pair(rig)
      const file = rig.at('nginx.conf')
      writeFileSync(file, readFileSync(file, 'utf8').replace('access_log off;', 'include /nowhere/site.conf;'))
      return [`${url}/`]
    },
  },
  {
    name: 'a name without an address',
    expected: 'DR010',
    make: async () => ['http://shop.invalid/'],
  },
  {
    name: 'no web server on the port',
    expected: 'DR011',
    make: async () => [`http://127.0.0.1:${await freePort()}/`],
  },
]
