import {type Check, pass, skip} from './check.js'

export const sameView: Check = {
  id: 'DR037',
  name: 'same-view',
  hop: 'socket',
  severity: 'error',
  title: 'both servers see the same folder',
  why: `PrivateTmp=, chroot and containers give a service folders of its own: the path is the same, and what lies there is not.
The web server says "No such file or directory" about a file that is there.`,
  async run({host, route: {address, web, uwsgi}}) {
    if (!address?.startsWith('/') || !web?.worker.mounts) return skip('no web server and unix socket are on this way')
    const [mine, theirs] = await Promise.all([
      host.facts(address),
      host.facts(`/proc/${web.worker.pid}/root${address}`),
    ])
    const server = uwsgi?.master.mounts
    const isSame = server === undefined || server === web.worker.mounts
    if (isSame || theirs === 'denied') return pass()
    if (theirs !== undefined && mine !== undefined) return pass('through different mounts')
    if (theirs !== undefined) return pass()
    return {
      status: 'fail',
      message: `${web.kind} does not see ${address}: it has a file system of its own there`,
      evidence: [
        {text: `${web.worker.mounts}`, source: `readlink /proc/${web.worker.pid}/ns/mnt`},
        {text: `${server}`, source: `readlink /proc/${uwsgi!.master.pid}/ns/mnt`},
      ],
      cause: /^\/(var\/)?tmp\//.test(address)
        ? 'PrivateTmp=yes in a unit gives that service a /tmp of its own'
        : 'one of the two runs in a mount namespace of its own: a container, or hardening of its unit',
      remedy: [
        'move the socket out of /tmp: RuntimeDirectory=app and socket = /run/app/uwsgi.sock',
        'systemctl show -p PrivateTmp nginx uwsgi',
      ],
    }
  },
}
