import type {LogFinding} from '../explain/explain-log.js'
import {type Check, pass, skip} from './check.js'

/** Problems after which uWSGI ends at its start, the nearest to the root first. */
const FATAL = [
  ...['U036', 'U034', 'U035', 'U033', 'U042', 'U043', 'U011', 'U008', 'U025', 'U026', 'U027', 'U028', 'U029', 'U030'],
  ...['U044', 'U092', 'U093', 'U012', 'U013', 'U014', 'U015', 'U016', 'U039'],
]

export const serverStarts: Check = {
  id: 'DR030',
  name: 'server-starts',
  hop: 'socket',
  severity: 'error',
  title: 'uWSGI starts',
  why: 'A uWSGI that ended at its start leaves no socket, or a dead one; its log says why.',
  async run({route: {uwsgi, wanted}, probes}) {
    if (uwsgi) return pass(`pid ${uwsgi.master.pid}`)
    if (!wanted || 'master' in wanted) return skip('no configuration of uWSGI is known for this socket')
    const {findings, text} = await probes.uwsgiLogs()
    const fatal = findings
      .filter(({id}) => FATAL.includes(id))
      .sort((one, other) => FATAL.indexOf(one.id) - FATAL.indexOf(other.id))
    if (fatal.length === 0 || isEnded(text) === false) return skip(`nothing runs ${wanted.label}, and no log says why`)
    return {
      ...failure(fatal[0]!, wanted.label),
      ...(wanted.files[0] ? {location: {file: wanted.files[0], line: 1, column: 1}} : {}),
    }
  },
}

/** Whether the log of the last start shows workers: then it ended later, and not at its start. */
function isEnded(text: string): boolean {
  return !/spawned uWSGI worker/.test(text)
}

function failure({id, message, evidence = [], cause, remedy = []}: LogFinding, label: string) {
  return {
    status: 'fail',
    message: `uWSGI ended at its start: ${message} (${id})`,
    evidence: evidence.slice(0, 3),
    ...(cause === undefined ? {} : {cause}),
    remedy: [...remedy.slice(0, 3), `uwsgi --ini ${label}   # in the foreground, to see it start`],
  } as const
}
