import {healthy} from '../support/doctor/healthy.js'
import {servers} from '../support/doctor/servers.js'
import {sockets} from '../support/doctor/sockets.js'
import {speaking} from '../support/doctor/speaking.js'
import {starting} from '../support/doctor/starting.js'
import {working} from '../support/doctor/working.js'
import {tryFault} from '../support/doctor-faults.js'

/** Makes every fault and every healthy deployment, and prints what doctor said first of each, by what was expected. */
const HEALTHY = '(none)'
const cases = [
  ...[...speaking, ...sockets, ...starting, ...working, ...servers],
  ...healthy.map((deployment) => ({...deployment, expected: HEALTHY})),
]
const matrix = new Map<string, Map<string, number>>()
const wrong: string[] = []
let beside = 0
const started = Date.now()
for (const {name, expected, make} of cases) {
  const {findings} = await tryFault({make})
  const said = findings[0]?.id ?? HEALTHY
  beside += findings.slice(1).filter(({severity}) => severity === 'error').length
  const row = matrix.get(expected) ?? new Map<string, number>()
  matrix.set(expected, row.set(said, (row.get(said) ?? 0) + 1))
  if (said !== expected) wrong.push(`${name}: expected ${expected}, said ${said}`)
  process.stderr.write(said === expected ? '.' : 'x')
}
process.stderr.write('\n')
for (const [expected, row] of [...matrix].sort()) {
  const told = [...row].map(([said, count]) => `${said} ${count}`).join(', ')
  console.log(`${expected.padEnd(8)} ${told}`)
}
const faults = cases.filter(({expected}) => expected !== HEALTHY).length
const minutes = ((Date.now() - started) / 60_000).toFixed(1)
console.log(
  `${cases.length - wrong.length} of ${cases.length} right: ${faults} faults, ${healthy.length} healthy, in ${minutes} minutes`,
)
console.log(`red beside the first: ${beside}`)
for (const line of wrong) console.log(line)
process.exitCode = wrong.length > 0 ? 1 : 0
