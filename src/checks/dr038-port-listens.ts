import {type Check, pass, skip} from './check.js'
import {ownPath} from './own-path.js'
import {isAddress} from './route.js'

const HERE = /^(127\.|localhost:|0\.0\.0\.0|\[::)/

export const portListens: Check = {
  id: 'DR038',
  name: 'port-listens',
  hop: 'socket',
  severity: 'error',
  title: 'somebody listens on the port of uWSGI',
  why: 'nginx answers 502 at once: "connect() failed (111: Connection refused)"; Apache 503.',
  async run({survey, route: {address, target, wanted}, probes}) {
    if (!address || address.startsWith('/') || address.startsWith('@')) return skip('no TCP socket is on this way')
    if (!HERE.test(address)) return skip(`${address} may be on another machine`)
    if (survey.listening.some((it) => isAddress(it.address, address))) return pass(address)
    if ((await probes.refusal()) === undefined || (await probes.works()))
      return pass('held outside of what can be seen here')
    const others = survey.uwsgi.flatMap(({sockets}) => sockets.map((it) => it.address)).filter((it) => /:\d+$/.test(it))
    return {
      status: 'fail',
      message: `nobody listens on ${address}`,
      ...(target ? {location: target.at} : {}),
      evidence: [{text: 'no listener', source: `ss -ltnp 'sport = :${address.split(':').at(-1)}'`}],
      cause: wanted
        ? `${wanted.label} is configured for it, and no uWSGI runs with it`
        : `no uWSGI that runs here has that port${others.length > 0 && others.length < 6 ? `; there are ${others.join(', ')}` : ''}`,
      remedy: [`uwsgi --ini ${ownPath(wanted) ?? 'app.ini'}`, 'systemctl status uwsgi'],
    }
  },
}
