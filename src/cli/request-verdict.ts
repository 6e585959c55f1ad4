import type {ExpectedStatus} from '../client/expected-status.js'
import type {RequestResult} from '../client/request.js'

export interface Expectations {
  readonly 'check-status': boolean
  readonly 'expect-status'?: ExpectedStatus | undefined
  readonly 'expect-body'?: RegExp | undefined
}

/** One thing that was expected, and whether it is so. */
export interface Expectation {
  readonly expected: string
  readonly ok: boolean
  /** What is there instead. */
  readonly actual?: string
}

export interface Verdict {
  readonly exit: number
  readonly expectations: readonly Expectation[]
}

/**
 * The exit code of a request: 0 done; 1 no whole answer, or an expectation failed; 3 the machine is in the way;
 * 4 and 5 the class of the status, unless it was expected or is not to be checked.
 */
export function verdictOf(result: RequestResult, expected: Expectations): Verdict {
  const {failure, response} = result
  if (failure || !response) return {exit: failure?.kind === 'environment' ? 3 : 1, expectations: []}
  const {'expect-status': statuses, 'expect-body': pattern} = expected
  const expectations: Expectation[] = []
  if (statuses) {
    const ok = statuses.includes(response.status)
    expectations.push({expected: `status ${statuses.text}`, ok, actual: String(response.status)})
  }
  if (pattern) {
    const ok = pattern.test(new TextDecoder().decode(response.body))
    const where = response.body_truncated ? ` (in the first ${response.body.length} bytes)` : ''
    expectations.push({expected: `body /${pattern.source}/`, ok, actual: `${ok ? 'found' : 'not found'}${where}`})
  }
  if (expectations.some(({ok}) => !ok)) return {exit: 1, expectations}
  const isChecked = expected['check-status'] && !statuses && response.status >= 400
  return {exit: isChecked ? Math.min(5, Math.floor(response.status / 100)) : 0, expectations}
}
