import {type Check, pass, skip} from './check.js'
import {stepLine, walkAs} from './walk.js'

export const socketWritable: Check = {
  id: 'DR033',
  name: 'socket-writable',
  hop: 'socket',
  severity: 'error',
  title: 'the web server may write to the socket',
  why: 'Connecting takes w on the socket itself: without it "connect() … failed (13: Permission denied)", a 502.',
  async run({host, route: {address, web, uwsgi}, probes}) {
    if (!address?.startsWith('/') || !web) return skip('no web server and unix socket are on this way')
    const {uid, gid, groups} = web.worker
    const steps = await walkAs(host, {uid, gid, groups}, address)
    const last = steps.at(-1)!
    if (last.isOpen || last.path !== address || typeof last.facts === 'string' || last.facts.kind !== 'socket')
      return pass()
    if (await probes.works()) return pass('the mode says no, and the request passes: an access list')
    const name = (await host.user(uid))?.name ?? String(uid)
    const {mode, owner, group} = last.facts
    return {
      status: 'fail',
      message: `${web.kind} runs as ${name} (uid ${uid}) and may not write to ${address} (mode ${mode.toString(8).padStart(4, '0')}, ${owner}:${group})`,
      evidence: [{text: steps.map(stepLine).join('\n'), source: `namei -l ${address}`}],
      cause: uwsgi
        ? `${uwsgi.label} made it with this mode and owner: chmod-socket, chown-socket, umask`
        : 'uWSGI made it with this mode and owner',
      remedy: [
        `chmod-socket = 660 and chown-socket = :${name} in uWSGI, then restart it`,
        `until then: sudo chgrp ${name} ${address} && sudo chmod 660 ${address}`,
      ],
    }
  },
}
