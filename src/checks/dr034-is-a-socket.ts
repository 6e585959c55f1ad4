import {type Check, pass, skip} from './check.js'

export const isASocket: Check = {
  id: 'DR034',
  name: 'is-a-socket',
  hop: 'socket',
  severity: 'error',
  title: 'what lies at the path is a socket',
  why: 'A file or folder in the place of the socket is refused like a socket without a listener: 502.',
  async run({host, route: {address, target}}) {
    if (!address?.startsWith('/')) return skip('no unix socket is on this way')
    const facts = await host.facts(address)
    if (!facts || facts === 'denied' || facts.kind === 'socket') return pass()
    return {
      status: 'fail',
      message: `${address} is a ${facts.kind}, and no socket`,
      ...(target ? {location: target.at} : {}),
      evidence: [
        {
          text: `${facts.kind}, mode ${facts.mode.toString(8)}, ${facts.owner}:${facts.group}`,
          source: `stat ${address}`,
        },
      ],
      remedy: [`ls -l ${address}   # whose is it?`, `take it away, and restart uWSGI with socket = ${address}`],
    }
  },
}
