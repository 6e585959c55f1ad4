import {countFindings, type Finding, type Severity} from '../diagnostics.js'
import {TsgiError, usageError} from '../errors.js'
import {explainLogs, explainText, type LogExplanation, type LogFinding} from '../explain/explain-log.js'
import {nearProblems, tidied} from '../explain/near.js'
import type {Topic} from '../explain/topic.js'
import {lookUp, problemTopic} from '../explain/topics.js'
import {isTerminal} from './colour.js'
import {isReadable, logFile, progressLine, sizeOf} from './log-files.js'
import {lookupCheck, lookupRule} from './rule-topics.js'

/** `tsgi.explain/1`. */
export interface ExplainDocument {
  readonly ok: boolean
  /** What was asked for by name or number. */
  readonly topics: readonly Topic[]
  readonly findings: readonly LogFinding[]
  readonly exceptions: readonly object[]
  readonly statuses: readonly object[]
  readonly unknown: {readonly count: number; readonly examples: readonly object[]}
  readonly summary: {
    readonly errors: number
    readonly warnings: number
    readonly infos: number
    readonly lines: number
    readonly bytes: number
  }
}

/** What was explained: logs, or a thing of a name. */
export type Explained =
  | {readonly kind: 'log'; readonly log: LogExplanation; readonly names: readonly string[]; readonly isMessage: boolean}
  | {readonly kind: 'topics'; readonly topics: readonly Topic[]; readonly thing: string}

/** `/var/log/app`, `./x`, `app.log`, `error.log.2.gz` */
const NAME_OF_FILE = /^(?:\.{0,2}\/\S*|\S+\.(?:log|gz|txt)(?:[.-][\w.]+)?)$/

/** Finds out what the words are, and explains it. @throws TsgiError usage: no words and no input. */
export async function explain(words: readonly string[], {isQuiet}: {isQuiet: boolean}): Promise<Explained> {
  if (words.length === 0) {
    if (isTerminal('stdin')) throw nothingAsked()
    return explainFiles(['-'], isQuiet)
  }
  if (words.every((word) => word === '-' || (/[/.]/.test(word) && isReadable(word))))
    return explainFiles(words, isQuiet)
  const thing = words.join(' ')
  const topics = await lookUp(thing, [lookupRule, lookupCheck])
  if (topics.length > 0) return {kind: 'topics', topics, thing}
  if (words.every(isReadable)) return explainFiles(words, isQuiet)
  if (words.every((word) => NAME_OF_FILE.test(word))) {
    throw usageError(
      'TSGI_NO_SUCH_FILE',
      `there is no file ${JSON.stringify(words.find((word) => !isReadable(word)))}`,
      'ls /var/log/uwsgi /var/log/nginx',
    )
  }
  return explainMessage(thing)
}

/** A message as it is, or tidied up; where neither is known, what its words come nearest to. */
function explainMessage(message: string): Explained {
  const found = [message, tidied(message)]
    .map((text): Explained => ({kind: 'log', log: explainText(text), names: [], isMessage: true}))
    .toSorted((a, b) => Number(isKnown(b)) - Number(isKnown(a)))[0]!
  if (isKnown(found)) return found
  const topics = nearProblems(message).map((problem) => ({...problemTopic(problem), isNear: true}))
  return topics.length === 0 ? found : {kind: 'topics', topics, thing: message}
}

async function explainFiles(paths: readonly string[], isQuiet: boolean): Promise<Explained> {
  const progress = progressLine(sizeOf(paths), isQuiet)
  try {
    const log = await explainLogs(paths.map(logFile), {onProgress: progress.update})
    return {kind: 'log', log, names: paths, isMessage: false}
  } finally {
    progress.clear()
  }
}

function nothingAsked(): TsgiError {
  return new TsgiError('missing THING: a message, a log file, an id, an option, a number', {
    code: 'TSGI_MISSING_ARGUMENT',
    kind: 'usage',
    suggestions: ['tsgi explain /var/log/uwsgi/app.log', 'journalctl -u app -b | tsgi explain -', 'tsgi explain 21573'],
  })
}

/** Whether anything is known about it. */
export function isKnown(explained: Explained): boolean {
  if (explained.kind === 'topics') return true
  const {findings, exceptions, statuses} = explained.log
  return findings.length + exceptions.length + statuses.length > 0
}

const SHOWN_KINDS = 20

/** The document of `--json`. */
export function explainDocument(explained: Explained): ExplainDocument {
  const log = explained.kind === 'log' ? explained.log : undefined
  const findings: readonly LogFinding[] = log?.findings ?? []
  return {
    ok: isKnown(explained),
    topics: explained.kind === 'topics' ? explained.topics : [],
    findings,
    exceptions: (log?.exceptions ?? []).map(({error, where, count, example}) => ({error, where, count, example})),
    statuses: log?.statuses ?? [],
    unknown: {count: log?.unknown.count ?? 0, examples: (log?.unknown.kinds ?? []).slice(0, SHOWN_KINDS)},
    summary: {...countFindings(findings), lines: log?.lines ?? 0, bytes: log?.bytes ?? 0},
  }
}

/** Findings for the formats that other programs read: topics are none. */
export function findingsOf(explained: Explained, threshold: Severity): readonly Finding[] {
  const order = ['error', 'warning', 'info']
  if (explained.kind === 'topics') return []
  return explained.log.findings.filter(({severity}) => order.indexOf(severity) <= order.indexOf(threshold))
}
