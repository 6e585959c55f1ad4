import {formatAddress} from '../address.js'
import type {ErrorKind} from '../errors.js'
import type {RequestOutcome, SentFacts} from './request-outcome.js'

/** Why there is no whole answer: what happened, why probably, what to type next. */
export interface Explanation {
  /** Stable, as the code of an error. */
  readonly code: string
  readonly kind: ErrorKind
  /** One sentence, lower case. */
  readonly message: string
  /** The most likely first; empty when the message says it all. */
  readonly causes: readonly string[]
  readonly suggestions: readonly string[]
}

export interface Circumstances extends SentFacts {
  /** The errno of a connection that failed. */
  readonly errno?: string
  readonly totalMs: number
  readonly receivedBytes: number
  /** What the decoder found wrong. */
  readonly problems: readonly {readonly message: string}[]
}

type Failure = Exclude<RequestOutcome, 'response'>
type Explain = (facts: Circumstances, name: string) => Omit<Explanation, 'kind' | 'code'>

/** A uWSGI that waits for more gives up after its `socket-timeout`, 4 seconds unless told otherwise. */
const WAITED_MS = 900
const BLOCK_TOO_BIG =
  'the block is over buffer-size (4096 unless raised); the log: "invalid request block size: N (max 4096)...skip"'
const BODY_TOO_BIG = 'the body is over limit-post; the log: "Invalid (too big) CONTENT_LENGTH. skip."'

/** Explains every outcome but a whole answer. */
export function explain(outcome: Failure, facts: Circumstances): Explanation {
  return {
    code: `TSGI_${outcome.replaceAll('-', '_').toUpperCase()}`,
    kind: outcome === 'denied' ? 'environment' : 'negative',
    ...EXPLANATIONS[outcome](facts, formatAddress(facts.target)),
  }
}

const EXPLANATIONS: Readonly<Record<Failure, Explain>> = {
  empty: (facts, name) => ({
    message: `no answer from ${name}: it closed after ${milliseconds(facts)} without a byte`,
    causes: causesOfNothing(facts),
    suggestions: suggestionsForNothing(facts, name),
  }),
  reset: (facts, name) => ({
    message: `no answer from ${name}: it reset the connection after ${milliseconds(facts)} without a byte`,
    causes: [
      facts.overLimits || facts.bodyBytes === 0 ? BLOCK_TOO_BIG : BODY_TOO_BIG,
      ...causesOfNothing({...facts, overLimits: false, bodyBytes: 0}),
    ],
    suggestions: suggestionsForNothing(facts, name),
  }),
  silent: (facts, name) => ({
    message: `no answer from ${name}: the connection was accepted, and nothing came within ${milliseconds(facts)}`,
    causes: [
      'every worker is busy; the kernel accepts for them',
      'the application is slow: allow it more with --timeout 30s',
      'it speaks another protocol (HTTP, FastCGI, SCGI, persistent uwsgi)',
    ],
    suggestions: [`tsgi identify ${name}`],
  }),
  'partial-head': (facts, name) => ({
    message: `a broken answer from ${name}: it ended within the head, after ${facts.receivedBytes} bytes`,
    causes: ['the worker died while it answered (harakiri, a crash): its log says which'],
    suggestions: ['tsgi request … --raw shows what came'],
  }),
  'partial-body': (facts, name) => ({
    message: `a broken answer from ${name}: the body broke off after ${milliseconds(facts)}`,
    causes: [
      ...facts.problems.map(({message}) => message),
      'the worker died while it answered (harakiri, a crash), or needs longer: --timeout 30s',
    ],
    suggestions: [`tsgi request ${name} … --timeout 30s`],
  }),
  garbled: (facts, name) => ({
    message: `no HTTP response from ${name}: ${facts.problems[0]?.message ?? 'its bytes have no head'}`,
    causes: ['the application never called start_response', 'it is not the server you think it is'],
    suggestions: [`tsgi identify ${name}`, 'tsgi request … --raw shows what came'],
  }),
  aborted: (_, name) => ({message: `the request to ${name} was stopped`, causes: [], suggestions: []}),
  refused: unreachable('connection refused'),
  missing: unreachable('there is no such socket'),
  denied: unreachable('permission denied'),
  'backlog-full': unreachable('its listen queue is full'),
  unresolved: unreachable('the host name has no address'),
  unreachable: unreachable('no connection came about'),
}

function unreachable(reason: string): Explain {
  return ({errno}, name) => ({
    message: `cannot reach ${name}: ${reason}${errno === undefined ? '' : ` (${errno})`}`,
    causes: [],
    suggestions: [`tsgi ping ${name}`],
  })
}

function causesOfNothing(facts: Circumstances): string[] {
  const {modifier1, bodyBytes, overLimits, totalMs} = facts
  const otherProtocol = 'it speaks another protocol (an http-socket closes after its socket-timeout)'
  const waited = totalMs > WAITED_MS
  return [
    ...(overLimits
      ? ['the block or the number of variables is over the limit of this server (buffer-size, max-vars)']
      : []),
    ...(waited ? [otherProtocol] : []),
    ...(modifier1 === 0
      ? [
          'the application failed before it started its response: the log has the traceback',
          'the application is Lua, PHP or CGI, which answer modifier1 6, 14 and 9 alone',
        ]
      : [`no plugin answers modifier1 ${modifier1}; the log: "-- unavailable modifier requested: ${modifier1} --"`]),
    ...(bodyBytes > 0 ? [BODY_TOO_BIG] : []),
    'the worker was killed while it answered (harakiri, out of memory)',
    ...(waited ? [] : [otherProtocol]),
  ]
}

function suggestionsForNothing({modifier1}: Circumstances, name: string): string[] {
  return [
    "look at the last lines of uWSGI's log: it says which",
    ...(modifier1 === 0 ? [`tsgi request ${name} … --modifier1 php (or lua, cgi)`] : []),
    `tsgi identify ${name}`,
  ]
}

function milliseconds({totalMs}: Circumstances): string {
  return totalMs < 1000 ? `${totalMs.toFixed(1)} ms` : `${(totalMs / 1000).toFixed(1)} s`
}
