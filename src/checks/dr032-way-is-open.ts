import {basename, dirname} from 'node:path'
import {type Check, pass, skip} from './check.js'
import {stepLine, walkAs} from './walk.js'

export const wayIsOpen: Check = {
  id: 'DR032',
  name: 'way-is-open',
  hop: 'socket',
  severity: 'error',
  title: 'the web server may pass every folder on the way to the socket',
  why: 'One folder without x for the web server\'s user is enough: "connect() … failed (13: Permission denied)", a 502.',
  async run({host, route: {address, web}, probes}) {
    if (!address?.startsWith('/') || !web) return skip('no web server and unix socket are on this way')
    const {uid, gid, groups, pid} = web.worker
    const steps = await walkAs(host, {uid, gid, groups}, address)
    const last = steps.at(-1)!
    if (last.isOpen || last.path === address || typeof last.facts === 'string') return pass()
    if (await probes.works()) return pass('the mode says no, and the request passes: an access list')
    const name = (await host.user(uid))?.name ?? String(uid)
    return {
      status: 'fail',
      message: `${web.kind} runs as ${name} (uid ${uid}) and may not pass the folder ${last.path}`,
      evidence: [
        {text: steps.map(stepLine).join('\n'), source: `namei -l ${address}`},
        {text: `worker ${pid} has uid ${uid}, groups ${[gid, ...groups].join(' ')}`, source: `/proc/${pid}/status`},
      ],
      cause: 'connecting to a socket takes x on every folder above it',
      remedy: [
        `sudo chmod o+x ${last.path}`,
        `or let it into the group: sudo chgrp ${name} ${last.path} && sudo chmod g+x ${last.path}`,
        `or move the socket to a folder of its own below /run: /run/${basename(dirname(address))}/`,
      ],
    }
  },
}
