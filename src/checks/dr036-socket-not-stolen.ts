import {type Check, pass, skip} from './check.js'

export const socketNotStolen: Check = {
  id: 'DR036',
  name: 'socket-not-stolen',
  hop: 'socket',
  severity: 'error',
  title: 'the socket file belongs to the uWSGI that runs',
  why: `A second uWSGI with the same socket takes the file over; when it ends, the file goes with it, or is dead, and the first one
listens where nobody can reach it.`,
  async run({host, survey, route: {address}}) {
    if (!address?.startsWith('/')) return skip('no unix socket is on this way')
    const holders = survey.uwsgi.filter(({sockets}) => sockets.some((it) => it.address === address))
    const inodes = new Set(survey.listening.filter((it) => it.address === address).map(({inode}) => inode))
    const isThere = typeof (await host.facts(address)) === 'object'
    if (inodes.size < 2 && (isThere || holders.length === 0)) return pass()
    const pids = holders.map(({master, label}) => `pid ${master.pid} (${label}, for ${Math.round(master.age)} s)`)
    return {
      status: 'fail',
      message: isThere
        ? `${inodes.size} uWSGI listen on ${address}, and only the last one is reached`
        : `uWSGI (pid ${holders[0]!.master.pid}) listens on ${address}, and the file is gone`,
      evidence: [{text: pids.join('; ') || `${inodes.size} listeners`, source: `ss -xlp src ${address}`}],
      cause: isThere
        ? 'it was started twice with the same socket: by two units, or by hand beside the service'
        : 'something removed the file: a second uWSGI with vacuum, a cleaner of /tmp, an rm',
      remedy: isThere
        ? ['stop the one that should not run, then restart the other']
        : [
            'restart uWSGI: it makes the file anew',
            `systemctl restart uwsgi   # or: kill -HUP ${holders[0]!.master.pid}`,
          ],
    }
  },
}
