import {type Check, pass, skip} from './check.js'
import {ownPath} from './own-path.js'

export const socketAlive: Check = {
  id: 'DR035',
  name: 'socket-alive',
  hop: 'socket',
  severity: 'error',
  title: 'somebody listens on the socket file',
  why: 'A socket file outlives its server: "connect() … failed (111: Connection refused)", a 502.',
  async run({host, survey, route: {address, wanted}, probes}) {
    if (!address?.startsWith('/')) return skip('no unix socket is on this way')
    const facts = await host.facts(address)
    if (typeof facts !== 'object' || facts.kind !== 'socket') return skip('there is no socket file')
    if (survey.listening.some((it) => it.address === address)) return pass()
    const real = await host.realPath(address)
    if (real !== address && survey.listening.some((it) => it.address === real)) return pass(real)
    // A socket of another network namespace (a container) is in no table here, and takes connections all the same.
    const refusal = await probes.refusal()
    if (refusal === undefined || (await probes.works())) return pass('held outside of what can be seen here')
    if (refusal !== 'refused') return {status: 'unknown', reason: `${address} cannot be tried: ${refusal}`}
    return {
      status: 'fail',
      message: `${address} is stale: its file is there, and nobody listens on it`,
      evidence: [{text: 'no process has it open', source: `ss -xlp src ${address}`}],
      cause: 'the uWSGI that made it ended without removing it: killed, crashed, or without vacuum',
      remedy: [
        ...(ownPath(wanted)
          ? [`uwsgi --ini ${ownPath(wanted)}`]
          : ['systemctl restart uwsgi   # or what starts it here']),
        'vacuum = true in uWSGI removes the file when it ends',
      ],
    }
  },
}
