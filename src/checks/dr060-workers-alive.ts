import {type Check, pass, skip} from './check.js'

/** Seconds: a worker that is younger may just have been replaced. */
const YOUNG = 3

export const workersAlive: Check = {
  id: 'DR060',
  name: 'workers-alive',
  hop: 'workers',
  severity: 'error',
  title: 'workers live longer than a moment',
  why: 'Workers that die as soon as they start answer nothing: 502, and "Respawned uWSGI worker" over and over in the log.',
  async run({route: {uwsgi}, probes}) {
    if (!uwsgi) return skip('no uWSGI is on this way')
    const {text, findings} = await probes.uwsgiLogs()
    const respawns = [...text.matchAll(/Respawned uWSGI worker|DAMN ! worker .*died|worker \d+ .*killed by signal/g)]
      .length
    const deaths = findings.find(({id}) => id === 'U059' || id === 'U057' || id === 'U058' || id === 'U056')
    const youngest = Math.min(...uwsgi.children.map(({age}) => age))
    const isStorm = respawns >= 4 && uwsgi.master.age > YOUNG && youngest < YOUNG
    if (
      uwsgi.children.length === 0 &&
      /--master|master/.test(uwsgi.master.args.join(' ')) &&
      uwsgi.config.options.some(({name}) => name === 'master') &&
      respawns > 0
    ) {
      return storm(respawns, deaths?.evidence)
    }
    if (!isStorm) return pass(`${uwsgi.children.length || 1} processes`)
    return storm(respawns, deaths?.evidence)
  },
}

function storm(count: number, evidence: readonly {readonly text: string; readonly source?: string}[] = []) {
  return {
    status: 'fail',
    message: `workers die and are started again, ${count} times since the start`,
    evidence: evidence.slice(0, 3),
    cause:
      'the application ends its process (exit, a crash of a library, no memory), or a reload-on-… limit is too low',
    remedy: [
      'uwsgi --master with one process in the foreground, and send a request',
      'dmesg | tail   # killed for memory, segmentation fault',
    ],
  } as const
}
