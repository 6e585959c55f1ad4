import {rigNginx, rigUwsgi, type UwsgiRig, uwsgiPass} from '../doctor.js'
import type {Fault} from '../doctor-faults.js'
import {freePort} from '../ports.js'

/** A uWSGI that ends at its start, with a web server that waits for its socket. */
function ends(name: string, rigged: Omit<UwsgiRig, 'until'>): Fault {
  return {
    name,
    expected: 'DR030',
    async make(rig) {
      const lines = [`socket = ${rig.at('app.sock')}`, 'need-app = true', ...rigged.lines]
      const {ini} = await rig.with(rigUwsgi(rig.path, {...rigged, lines, until: 'end'}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))
      return [`${url}/`, ini]
    },
  }
}

/** A uWSGI that starts, and has no application. */
function starts(name: string, rigged: Omit<UwsgiRig, 'lines'>): Fault {
  return {
    name,
    expected: 'DR070',
    async make(rig) {
      const lines = [`socket = ${rig.at('app.sock')}`, 'chmod-socket = 666']
      await rig.with(rigUwsgi(rig.path, {...rigged, lines}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))
      return [`${url}/`]
    },
  }
}

const BROKEN = 'import nothing_of_that_name\n'

/** Why uWSGI has no application, with and without need-app. */
export const starting: readonly Fault[] = [
  ends('need-app and a module that is missing', {lines: [], entry: 'module = nowhere'}),
  ends('need-app and an import that fails', {lines: [], app: BROKEN}),
  ends('need-app and a mistake in the syntax', {lines: [], app: 'def application(:\n'}),
  ends('need-app and no callable of that name', {lines: [], entry: 'module = shop:nothing'}),
  ends('a virtual environment that is not there', {lines: ['virtualenv = /nowhere/venv']}),
  ends('a folder of the socket that is not there', {lines: ['socket = /nowhere/at/all.sock']}),
  {
    name: 'the port is taken by another uWSGI',
    expected: 'DR030',
    async make(rig) {
      const port = await freePort()
      await rig.with(rigUwsgi(rig.path, {name: 'first', lines: [`socket = 127.0.0.1:${port}`]}))
      const lines = [`socket = ${rig.at('app.sock')}`, `socket = 127.0.0.1:${port}`]
      const {ini} = await rig.with(rigUwsgi(rig.path, {lines, until: 'end'}))
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))
      return [`${url}/`, ini]
    },
  },
  starts('a module that is missing', {entry: 'module = nowhere'}),
  starts('an import that fails', {app: BROKEN}),
  starts('no callable of that name', {entry: 'module = shop:nothing'}),
  starts('no application configured', {entry: ''}),
]
