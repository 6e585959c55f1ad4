import type {Address} from '../../address.js'
import {type RequestResult, type RequestSummary, summaryOf} from '../../client/request.js'
import type {BuiltRequest} from '../../client/request-build.js'
import type {Var} from '../../wire/vars.js'
import {bytesField} from '../output.js'
import type {Verdict} from '../request-verdict.js'
import {byteText} from '../text.js'

export interface DocumentOptions {
  readonly verdict: Verdict
  /** The body went there instead. */
  readonly file?: string | undefined
  readonly dump: boolean
}

/** The document of `--json` for a request that was sent. */
export function requestDocument(result: RequestResult, built: BuiltRequest, options: DocumentOptions): object {
  const {target, outcome, response, timings, problems, warnings, failure} = result
  const {verdict, file, dump} = options
  return {
    ok: verdict.exit === 0,
    target,
    outcome,
    request: {...asTexts(result.request), ...(dump && {packet_hex: built.packet.toString('hex')})},
    ...(response && {response: responseDocument(response, file)}),
    timings: Object.fromEntries(Object.entries(timings).map(([name, time]) => [name, Math.round(time * 1000) / 1000])),
    problems,
    warnings,
    ...(verdict.expectations.length > 0 && {expectations: verdict.expectations}),
    ...(failure && {error: errorOf(failure)}),
  }
}

/** The same for one that was not. */
export function offlineDocument(target: Address, built: BuiltRequest, more: {dump: boolean; curl?: string}): object {
  return {
    ok: true,
    target,
    outcome: 'offline',
    request: {...asTexts(summaryOf(built)), ...(more.dump && {packet_hex: built.packet.toString('hex')})},
    warnings: built.warnings,
    ...(more.curl !== undefined && {curl: more.curl}),
  }
}

function asTexts(request: RequestSummary): object {
  return {...request, uri: byteText(request.uri), vars: pairs(request.vars)}
}

function responseDocument(response: NonNullable<RequestResult['response']>, file: string | undefined): object {
  const {form, protocol, status, reason, headers, body, body_bytes, body_truncated} = response
  return {
    form,
    protocol,
    status,
    reason: byteText(reason),
    headers: pairs(headers),
    ...(file === undefined ? bytesField('body', body, {isCut: body_truncated}) : {body_file: file}),
    body_bytes,
    ...(file === undefined && body_truncated && {body_truncated, body_kept_bytes: body.length}),
  }
}

function errorOf({code, message, causes, suggestions}: NonNullable<RequestResult['failure']>): object {
  return {code, message, causes, suggestions}
}

function pairs(vars: readonly Var[]): [string, string][] {
  return vars.map(([name, value]) => [byteText(name), byteText(value)])
}
