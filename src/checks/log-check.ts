import {type Check, pass, skip} from './check.js'

/** A check that has only the logs of the last minutes to go by. */
export interface LogCheck extends Pick<Check, 'id' | 'name' | 'hop' | 'severity' | 'title' | 'why'> {
  /** Problems of `tsgi explain` that make it fail. */
  readonly problems: readonly string[]
  /** Problems that bring those about, and have a check of their own. */
  readonly unless?: readonly string[]
}

export function logCheck({problems, unless = [], ...check}: LogCheck): Check {
  return {
    ...check,
    async run({probes}) {
      const logs = await Promise.all([probes.webLogs(), probes.uwsgiLogs()])
      const all = logs.flatMap(({findings}) => findings)
      const found = all.find(({id}) => problems.includes(id))
      const denied = logs.flatMap((log) => log.denied)
      if (logs.every(({paths}) => paths.length === 0)) {
        return skip(denied.length > 0 ? `${denied.join(', ')} may not be read` : 'no log is known')
      }
      if (!found || all.some(({id}) => unless.includes(id))) {
        return denied.length > 0 ? skip(`${denied.join(', ')} may not be read`) : pass()
      }
      const {id, message, count, last, evidence = [], cause, remedy = []} = found
      const when = last === undefined ? '' : `, last at ${last}`
      return {
        status: 'fail',
        message: `${message} (${count} ${count === 1 ? 'time' : 'times'}${when}; ${id})`,
        evidence: evidence.slice(0, 3),
        ...(cause === undefined ? {} : {cause}),
        remedy,
      }
    },
  }
}
