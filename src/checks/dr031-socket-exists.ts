import {basename} from 'node:path'
import {type Check, pass, skip} from './check.js'
import {ownPath} from './own-path.js'

export const socketExists: Check = {
  id: 'DR031',
  name: 'socket-exists',
  hop: 'socket',
  severity: 'error',
  title: 'the socket file is there',
  why: 'nginx answers 502 at once: "connect() to unix:… failed (2: No such file or directory)".',
  async run({host, survey, route: {address, wanted, target}, probes}) {
    if (!address?.startsWith('/')) return skip('no unix socket is on this way')
    const facts = await host.facts(address)
    if (facts === 'denied') return {status: 'unknown', reason: `${address} cannot be seen by this user`}
    if (facts || (await probes.works())) return pass(address)
    const holder = survey.uwsgi.find(({sockets}) => sockets.some((it) => it.address === address))
    if (holder) return skip('its file was taken away from under a running uWSGI')
    const near = survey.uwsgi.flatMap(({sockets}) => sockets.map((it) => it.address))
    const others = near.filter((other) => other.startsWith('/') && basename(other) === basename(address))
    return {
      status: 'fail',
      message: `${target ? 'the web server connects to' : 'there is no'} ${address}${target ? ', which is not there' : ''}`,
      ...(target
        ? {location: target.at}
        : wanted?.files[0]
          ? {location: {file: wanted.files[0], line: 1, column: 1}}
          : {}),
      evidence: [{text: 'No such file or directory', source: `ls -l ${address}`}],
      cause:
        others.length > 0
          ? `uWSGI listens at another path: ${others.join(', ')}`
          : wanted
            ? `${wanted.label} is configured for it, and no uWSGI runs with it`
            : 'no uWSGI that runs here has it; it does not run, or is configured for another path',
      remedy:
        others.length > 0
          ? [`make both the same: socket = ${address}`]
          : [`uwsgi --ini ${ownPath(wanted) ?? 'app.ini'}`, 'systemctl status uwsgi'],
    }
  },
}
