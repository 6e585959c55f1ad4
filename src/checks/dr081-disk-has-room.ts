import {dirname} from 'node:path'
import {type Check, pass, skip} from './check.js'

const LEAST = 1024 * 1024

export const diskHasRoom: Check = {
  id: 'DR081',
  name: 'disk-has-room',
  hop: 'around',
  severity: 'error',
  title: 'there is room for logs, bodies and the socket',
  why: 'Without room uploads fail (500), logs end, and a socket cannot be made at the next start.',
  async run({host, route: {address, uwsgi, wanted, web}}) {
    const logs = [...((uwsgi ?? wanted)?.logs ?? []), ...(web?.logs ?? [])]
    const folders = new Set([...logs.map(dirname), ...(address?.startsWith('/') ? [dirname(address)] : [])])
    if (folders.size === 0) return skip('no folder of this deployment is known')
    for (const folder of folders) {
      const space = await host.space(folder)
      if (!space || (space.bytes > LEAST && space.inodes > 10)) continue
      const what = space.bytes <= LEAST ? `${Math.round(space.bytes / 1024)} KiB` : `${space.inodes} inodes`
      return {
        status: 'fail',
        message: `the file system of ${folder} is full: ${what} left`,
        evidence: [{text: `${what} left`, source: `df -h ${folder}; df -i ${folder}`}],
        cause: 'logs that nothing rotates, uploads, or another program',
        remedy: [`sudo du -xh ${folder} | sort -h | tail`, 'rotate the logs: log-maxsize, or logrotate'],
      }
    }
    return pass()
  },
}
