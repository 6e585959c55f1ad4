import type {Group} from './group.js'

/** One problem brings another about. */
interface Consequence {
  readonly of: readonly string[]
  readonly is: readonly string[]
  /** Only where both happened within this many seconds of each other, as far as both logs have times. */
  readonly within?: number
}

const BROKEN_CONFIGURATION = ['U021', 'U022', 'U023', 'U016', 'U012', 'U013', 'U014', 'U015']
const BROKEN_IMPORT = ['U033', 'U034', 'U035', 'U036', 'U037', 'U042', 'U043', 'U051', 'U015', 'U011']

/** Which problem follows from which, where both stand in the same logs. */
const CONSEQUENCES: readonly Consequence[] = [
  {of: ['U042'], is: ['U043']},
  {of: ['U063', 'U005', 'U006'], is: ['U040'], within: 2},
  {of: ['U059'], is: ['U058']},
  {of: BROKEN_IMPORT, is: ['U038', 'U039', 'U041']},
  {of: [...BROKEN_IMPORT, 'U038', 'U039'], is: ['U040']},
  {of: [...BROKEN_IMPORT, 'U041', 'U057', 'U071'], is: ['U059']},
  {of: BROKEN_CONFIGURATION, is: ['U024', 'U011', 'U008', 'U038']},
  {of: ['U011', 'U015'], is: ['U008', 'U009', 'U038']},
  {of: ['U055', 'U056'], is: ['U111']},
  {of: ['U081', 'U079'], is: ['U082']},
  {of: ['U082', 'U089', 'U090'], is: ['U088']},
  {of: ['U002'], is: ['U065', 'N006'], within: 5},
  {
    of: ['U055', 'U056', 'U057', 'U058', 'U001', 'U009', 'U008', 'U063', 'U010', 'U077', 'U078'],
    is: ['N005', 'N006', 'N007'],
    within: 5,
  },
  {of: ['U031'], is: ['N009', 'N008', 'N004'], within: 120},
  {of: ['N008'], is: ['U060'], within: 120},
  {of: ['U001'], is: ['U005', 'U006'], within: 120},
  {of: ['N001', 'N002', 'N003', 'N004', 'N005', 'N006', 'N008', 'N009', 'U099'], is: ['N020'], within: 120},
  {of: ['U025', 'U026', 'U027', 'U028', 'U029', 'U030', 'U039', 'U107'], is: ['N002', 'N003', 'U099', 'A004', 'L001']},
]

/** Marks what follows from what. */
export function relate(groups: ReadonlyMap<string, Group>): void {
  for (const {of, is, within} of CONSEQUENCES) {
    for (const effect of is) {
      for (const cause of of) {
        const [from, to] = [groups.get(cause), groups.get(effect)]
        if (from && to && cause !== effect && areTogether(from, to, within)) to.because.add(cause)
      }
    }
  }
  for (const group of groups.values()) flagCrowd(group)
  slowClients(groups.get('U060'))
}

function areTogether(cause: Group, effect: Group, within: number | undefined): boolean {
  if (within === undefined || cause.seconds.size === 0 || effect.seconds.size === 0) return true
  const follows = (second: number) => {
    for (let other = second - within; other <= second + within; other++) if (cause.seconds.has(other)) return true
    return false
  }
  const effects = [...effect.seconds.keys()]
  if (effects.some(follows)) return true
  return (
    fileOf(cause) !== fileOf(effect) && OFFSETS.some((offset) => effects.every((second) => follows(second + offset)))
  )
}

/** Seconds by which logs of different time zones differ: one is in UTC, and the other in the time of the place. */
const OFFSETS = Array.from({length: 28}, (_, n) => (n + 1) * 1800).flatMap((offset) => [offset, -offset])

function fileOf({evidence}: Group): string | undefined {
  return evidence[0]?.source.replace(/:\d+$/, '')
}

/** Workers that are replaced together leave nobody to answer. */
function flagCrowd(group: Group): void {
  if (!['U077', 'U078'].includes(group.problem.id)) return
  const most = Math.max(group.crowd, ...group.seconds.values())
  if (most < 2) return
  group.severity = 'warning'
  group.notes.push(`up to ${most} workers were replaced in the same second`)
}

/** Milliseconds from which a lost client is more likely a proxy that lost patience than a person who went away. */
const PATIENCE_MS = 1000

function slowClients(group: Group | undefined): void {
  if (!group || group.durations.length === 0) return
  const sorted = [...group.durations].sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1]!
  if (middle < PATIENCE_MS) return
  group.severity = 'warning'
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  group.notes.push(
    `these requests took ${seconds(sorted[0]!)} to ${seconds(sorted.at(-1)!)}: the web server probably lost patience (uwsgi_read_timeout), so they are too slow rather than noise`,
  )
}
