import {type Check, pass, skip} from './check.js'

export const workersFree: Check = {
  id: 'DR061',
  name: 'workers-free',
  hop: 'workers',
  severity: 'error',
  title: 'a worker is free to take a request',
  why: 'When every worker is in a request that does not end, all others wait: timeouts (504) though everything runs.',
  async run({route: {uwsgi, address}, probes}) {
    if (!uwsgi) return skip('no uWSGI is on this way')
    const [answer, direct] = [await probes.http(), await probes.direct()]
    if ((answer?.ok && answer.status < 500) || direct?.ok) return pass()
    const [after, stats] = [await probes.queueAfter(), await probes.stats()]
    const running = stats?.workers.filter(({pid, status}) => pid > 0 && status !== 'cheap') ?? []
    const busy = running.filter(({status}) => status === 'busy')
    const allBusy = running.length > 0 && busy.length === running.length
    if (stats && running.length === 0) return none()
    if (!allBusy && !after?.isStanding) return pass(stats ? `${busy.length} of ${running.length} busy` : undefined)
    const since = Math.min(
      ...busy.flatMap(({cores}) => cores.flatMap((core) => (core.since === undefined ? [] : [core.since]))),
    )
    const seconds = Number.isFinite(since) ? Math.round(Date.now() / 1000 - since) : undefined
    const what = busy.flatMap(({cores}) =>
      cores.flatMap(({variables}) => variables.filter((it) => /^REQUEST_URI=/.test(it))),
    )
    return {
      status: 'fail',
      message: allBusy
        ? `all ${running.length} workers are busy${seconds === undefined ? '' : `, the longest for ${seconds} s`}`
        : `no worker takes the ${after!.waiting} connections that wait at ${address}`,
      evidence: [
        ...(stats
          ? [
              {
                text: [...new Set(what)].slice(0, 5).join(', ') || 'every worker in a request',
                source: `tsgi stats ${uwsgi.stats[0]}`,
              },
            ]
          : []),
        ...(after ? [{text: `${after.waiting} of ${after.limit} wait`, source: "the kernel's queue"}] : []),
      ],
      cause: 'each waits for something: a database, another service, a lock, itself through the web server',
      remedy: [
        `py-spy dump --pid ${busy[0]?.pid ?? uwsgi.children[0]?.pid ?? uwsgi.master.pid}   # where it hangs`,
        'harakiri = 60 ends such requests, and harakiri-verbose says where they were',
        `kill -HUP ${uwsgi.master.pid}   # replaces the workers`,
      ],
    }
  },
}

function none() {
  return {
    status: 'fail',
    message: 'no worker runs',
    remedy: ['see the log of uWSGI', 'cheap and idle take all workers away'],
    evidence: [],
  } as const
}
