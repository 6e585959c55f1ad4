import {chmodSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {rigNginx, rigUwsgi, uwsgiPass} from '../doctor.js'
import type {Fault, Rig} from '../doctor-faults.js'
import {freePort} from '../ports.js'

/** nginx before a socket that uWSGI makes with these lines; `between` makes the fault. */
async function before(rig: Rig, socket: string, lines: readonly string[] = ['chmod-socket = 666']) {
  const uwsgi = await rig.with(rigUwsgi(rig.path, {lines: [`socket = ${socket}`, ...lines]}))
  const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(socket)))
  return {uwsgi, url: `${url}/`}
}

/** A closed folder, so many levels above the socket. */
function closedFolder(level: number): Fault {
  return {
    name: `a folder ${level} above the socket that the web server may not pass`,
    expected: 'DR032',
    async make(rig) {
      const folder = rig.at('one/two/three')
      mkdirSync(folder, {recursive: true})
      const closed = [folder, rig.at('one/two'), rig.at('one')][level - 1]!
      const {url} = await before(rig, `${folder}/app.sock`)
      chmodSync(closed, 0o700)
      return [url]
    },
  }
}

/** What can be wrong with a socket file, its way, and a port. */
export const sockets: readonly Fault[] = [
  ...[1, 2, 3].map(closedFolder),
  {
    name: 'a link to a socket behind a closed folder',
    expected: 'DR032',
    async make(rig) {
      mkdirSync(rig.at('real'))
      await rig.with(rigUwsgi(rig.path, {lines: [`socket = ${rig.at('real/app.sock')}`, 'chmod-socket = 666']}))
      chmodSync(rig.at('real'), 0o700)
      symlinkSync(rig.at('real'), rig.at('link'))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('link/app.sock'))))
      return [`${url}/`]
    },
  },
  {
    name: 'a socket of mode 600',
    expected: 'DR033',
    make: async (rig) => [(await before(rig, rig.at('app.sock'), ['chmod-socket = 600'])).url],
  },
  {
    name: 'a socket of mode 660 of another group',
    expected: 'DR033',
    make: async (rig) => [(await before(rig, rig.at('app.sock'), ['chmod-socket = 660'])).url],
  },
  {
    name: 'the umask takes the write bit',
    expected: 'DR033',
    make: async (rig) => [(await before(rig, rig.at('app.sock'), ['umask = 022'])).url],
  },
  {
    name: 'no socket file',
    expected: 'DR031',
    async make(rig) {
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))
      return [`${url}/`]
    },
  },
  {
    name: 'uWSGI listens at another path',
    expected: 'DR031',
    async make(rig) {
      mkdirSync(rig.at('other'))
      await rig.with(rigUwsgi(rig.path, {lines: [`socket = ${rig.at('other/app.sock')}`, 'chmod-socket = 666']}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))
      return [`${url}/`]
    },
  },
  {
    name: 'a socket file that a killed uWSGI left behind',
    expected: 'DR035',
    async make(rig) {
      const {url, uwsgi} = await before(rig, rig.at('app.sock'), ['chmod-socket = 666', 'no-orphans = true'])
      uwsgi.child.kill('SIGKILL')
      await sleep(2500) // the workers notice
      return [url]
    },
  },
  {
    name: 'a plain file in the place of the socket',
    expected: 'DR034',
    async make(rig) {
      writeFileSync(rig.at('app.sock'), '')
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))
      return [`${url}/`]
    },
  },
  {
    name: 'a second uWSGI took the socket',
    expected: 'DR036',
    async make(rig) {
      const {url} = await before(rig, rig.at('app.sock'))
      const lines = [`socket = ${rig.at('app.sock')}`, 'chmod-socket = 666']
      await rig.with(rigUwsgi(rig.path, {name: 'second', lines}))
      return [url]
    },
  },
  {
    name: 'a second uWSGI took the socket with it when it ended',
    expected: 'DR036',
    async make(rig) {
      const {url} = await before(rig, rig.at('app.sock'))
      const lines = [`socket = ${rig.at('app.sock')}`, 'chmod-socket = 666', 'vacuum = true']
      const second = await rigUwsgi(rig.path, {name: 'second', lines})
      await second.stop()
      return [url]
    },
  },
  {
    name: 'nobody listens on the port of uWSGI',
    expected: 'DR038',
    async make(rig) {
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(`127.0.0.1:${await freePort()}`)))
      return [`${url}/`]
    },
  },
  {
    name: 'uWSGI listens on another port',
    expected: 'DR038',
    async make(rig) {
      await rig.with(rigUwsgi(rig.path, {lines: [`socket = 127.0.0.1:${await freePort()}`]}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(`127.0.0.1:${await freePort()}`)))
      return [`${url}/`]
    },
  },
]
