import {uwsgiOption, uwsgiOptions} from './uwsgi-options.js'

/** What people write for an option, and mean another: seen in configurations and questions, or another server's name. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['guid', 'gid'],
  ['gui', 'gid'],
  ['git', 'gid'],
  ['user', 'uid'],
  ['group', 'gid'],
  ['bind', 'socket'],
  ['port', 'http-socket'],
  ['timeout', 'harakiri'],
  ['log', 'logto'],
  ['log-file', 'logto'],
  ['logfile', 'logto'],
  ['daemon', 'daemonize'],
  ['autoreload', 'py-autoreload'],
  ['auto-reload', 'py-autoreload'],
  ['reload', 'touch-reload'],
  ['working-directory', 'chdir'],
  ['workdir', 'chdir'],
  ['cwd', 'chdir'],
  ['app', 'module'],
  ['application', 'callable'],
  ['static', 'static-map'],
  ['max-execution-time', 'harakiri'],
])

/** Options that most configurations are made of: of two names that are as near, one of these was meant. */
const COMMON = new Set(
  (
    'socket http http-socket master processes workers threads enable-threads module wsgi-file callable chdir virtualenv ' +
    'home pythonpath uid gid chmod-socket chown-socket vacuum die-on-term harakiri max-requests max-worker-lifetime ' +
    'buffer-size post-buffering listen need-app single-interpreter lazy-apps strict plugin plugins pidfile daemonize ' +
    'logto log-date disable-logging stats env mount manage-script-name static-map touch-reload py-autoreload ' +
    'reload-mercy worker-reload-mercy reload-on-rss cheaper cheaper-initial cheaper-step thunder-lock no-orphans ' +
    'auto-procname procname-prefix ignore-sigpipe ignore-write-errors disable-write-exception close-on-exec ' +
    'py-call-osafterfork py-call-uwsgi-fork-hooks gevent offload-threads emperor spooler mule cron attach-daemon'
  ).split(' '),
)

/** Names that belong into another file. */
export interface ForeignOption {
  readonly owner: 'nginx' | 'php' | 'gunicorn'
  /** Where it belongs, or what does the same in uWSGI. */
  readonly advice: string
}

const PHP =
  /^(max_execution_time|max_input_time|memory_limit|upload_max_filesize|post_max_size|display_errors|date\.timezone|error_log|session\..+|opcache\..+)$/
const GUNICORN =
  /^(worker[_-]class|worker[_-]connections|max[_-]requests[_-]jitter|accesslog|errorlog|loglevel|keepalive|preload[_-]app)$/

/** Whose option a name is, when it is none of uWSGI but well known elsewhere. */
export function foreignOption(name: string): ForeignOption | undefined {
  if (/^uwsgi_\w+$/.test(name))
    return {owner: 'nginx', advice: `it is a directive of nginx: ${name} … ; in its location`}
  if (PHP.test(name)) return {owner: 'php', advice: `it is a setting of PHP: php-set = ${name}=…`}
  if (GUNICORN.test(name)) return {owner: 'gunicorn', advice: 'it is a setting of gunicorn'}
  return undefined
}

/** Options that were probably meant by an unknown name, the likeliest first. */
export function nearestOptions(typed: string, limit = 3): readonly string[] {
  const name = normal(typed)
  const meant = MEANT.get(name)
  const found: {name: string; cost: number}[] = meant ? [{name: meant, cost: -1}] : []
  const bound = Math.min(4, Math.max(1.2, name.length * 0.3))
  if (name.length < 2) return []
  for (const option of uwsgiOptions()) {
    const cost =
      costOf(name, option.name, bound) - (COMMON.has(option.name) ? 0.4 : 0) + (option.since === '2.1' ? 0.5 : 0)
    if (cost <= bound && option.name !== meant) found.push({name: option.name, cost})
  }
  found.sort((a, b) => a.cost - b.cost || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
  const best = found[0]?.cost ?? 0
  return found
    .filter(({cost}) => cost <= best + 1)
    .slice(0, limit)
    .map((it) => it.name)
}

/** As options are spelled: without the signs of other places. */
function normal(typed: string): string {
  const name = typed
    .trim()
    .toLowerCase()
    .replace(/^-+|[:;"']+/g, '')
    .replaceAll('_', '-')
    .slice(0, 60)
  return uwsgiOption(name) ? name : name.replace(/\s+/g, '-')
}

/** The same words in another order, or with another ending, are nearly the same. */
function costOf(typed: string, option: string, bound: number): number {
  if (wordsOf(typed) === wordsOf(option)) return 0.2
  if (Math.abs(typed.length - option.length) > bound + 2) return Number.POSITIVE_INFINITY
  return weightedDistance(typed, option)
}

const wordsOf = (name: string) =>
  name
    .split('-')
    .map((word) => word.replace(/(?<=..)(e?s|e?d)$/, ''))
    .sort()
    .join('-')

/** Damerau's distance, with what slips most often at half the price: a hyphen, a letter doubled or not, two swapped. */
function weightedDistance(a: string, b: string): number {
  let [before, previous] = [[] as number[], [] as number[]]
  for (let i = 0; i <= a.length; i++) {
    const row: number[] = []
    for (let j = 0; j <= b.length; j++) {
      if (i === 0) row.push(j === 0 ? 0 : row[j - 1]! + gap(b, j - 1))
      else if (j === 0) row.push(previous[0]! + gap(a, i - 1))
      else {
        const same = a[i - 1] === b[j - 1] ? 0 : 1
        let cost = Math.min(previous[j - 1]! + same, previous[j]! + gap(a, i - 1), row[j - 1]! + gap(b, j - 1))
        const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
        if (isSwapped) cost = Math.min(cost, before[j - 2]! + 0.5)
        row.push(cost)
      }
    }
    ;[before, previous] = [previous, row]
  }
  return previous[b.length]!
}

/** What it costs that a letter is there in one name alone. */
function gap(text: string, at: number): number {
  if (text[at] === '-') return 0.3
  return text[at] === text[at - 1] || text[at] === text[at + 1] || (text[at] === 's' && at === text.length - 1)
    ? 0.5
    : 1
}
