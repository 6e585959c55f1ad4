import {type Check, pass, skip} from './check.js'

/** Seconds: a worker that is younger was just started. */
const YOUNG = 5
/** So many deaths are no accident. */
const MANY = 3

export const workersAlive: Check = {
  id: 'DR060',
  name: 'workers-alive',
  hop: 'workers',
  severity: 'error',
  title: 'workers live longer than a moment',
  why: 'Workers that die as soon as they start answer nothing: 502, and "trying respawn" over and over in the log.',
  async run({route: {uwsgi}, probes}) {
    if (!uwsgi) return skip('no uWSGI is on this way')
    const {text} = await probes.uwsgiLogs()
    if (/HARAKIRI ON WORKER/.test(text)) return skip('harakiri ends workers here')
    const deaths = text.split('\n').filter((line) => /DAMN ! worker .* trying respawn|respawning too fast/.test(line))
    const youngest = Math.min(...uwsgi.children.map(({age}) => age), Number.POSITIVE_INFINITY)
    const isYoung = youngest < YOUNG && youngest < uwsgi.master.age - 1
    if (deaths.length < MANY || !(isYoung || uwsgi.children.length === 0)) {
      return pass(uwsgi.children.length > 1 ? `${uwsgi.children.length} processes` : '1 process')
    }
    return {
      status: 'fail',
      message: `workers die and are started again: ${deaths.length} times since the start, the last one a moment ago`,
      evidence: [{text: deaths.slice(-3).join('\n'), source: uwsgi.logs[0] ?? 'the log of uWSGI'}],
      cause: 'the application ends its process (exit, a crash of a library, no memory)',
      remedy: [
        `grep -B5 'trying respawn' ${uwsgi.logs[0] ?? 'the log of uWSGI'}   # what it says before it dies`,
        'dmesg | tail   # killed for memory, segmentation fault',
        'strace -f -p PID of the master shows exit() and signals',
      ],
    }
  },
}
