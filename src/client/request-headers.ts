import {usageError} from '../errors.js'
import type {Var} from '../wire/vars.js'
import {headerOf} from './presets/preset.js'
import type {RequestBody} from './request-body.js'
import type {RequestInput} from './request-build.js'

/** A token of RFC 9110: what a method and the name of a header are made of. */
export const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/
const FORM = 'application/x-www-form-urlencoded'

/**
 * The headers as an HTTP client would send them: `Host` first unless it was given, what was given, and what the body needs.
 *
 * @throws TsgiError `TSGI_BAD_HEADER`, usage.
 */
export function requestHeaders(init: RequestInput, urlHost: string | undefined, body: RequestBody | undefined): Var[] {
  const given = [...(init.headers ?? [])].map(checkHeader)
  const host = checkHost(init.host ?? headerOf(given, 'host') ?? urlHost ?? 'localhost')
  const headers: Var[] =
    headerOf(given, 'host') === undefined
      ? [['Host', host], ...given]
      : given.map(([name, value]) => [name, name.toLowerCase() === 'host' ? host : value])
  if (init.json && headerOf(headers, 'accept') === undefined) headers.push(['Accept', 'application/json'])
  return body ? withContentHeaders(headers, body, init.json ? 'application/json' : FORM) : headers
}

/** The length stands behind the type, as clients send it; a chunked body has none. */
function withContentHeaders(headers: Var[], body: RequestBody, type: string): Var[] {
  const length = String(body.bytes)
  const told = headerOf(headers, 'content-length')
  if (told !== undefined && told !== length) {
    throw usageError(
      'TSGI_BAD_HEADER',
      `the Content-Length header says ${JSON.stringify(told)} and the body has ${length} bytes`,
      `leave the header out, or send the wrong length on purpose: --param CONTENT_LENGTH=${told}`,
    )
  }
  const typed: Var[] = headerOf(headers, 'content-type') === undefined ? [...headers, ['Content-Type', type]] : headers
  if (told !== undefined || headerOf(headers, 'transfer-encoding') !== undefined) return typed
  const at = typed.findIndex(([name]) => name.toLowerCase() === 'content-type') + 1
  return typed.toSpliced(at, 0, ['Content-Length', length])
}

function checkHeader([name, value]: Var): Var {
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name)
  if (!TOKEN.test(name)) throw badHeader(`${shown} is not the name of a header`)
  if (/[\0\r\n]/.test(value)) throw badHeader(`the value of ${shown} holds a line break or a NUL`)
  return [name, value.replace(/^[ \t]+|[ \t]+$/g, '')]
}

function checkHost(host: string): string {
  if (host !== '' && !/[\s\0/?#@\\]/.test(host)) return host
  throw badHeader(`${JSON.stringify(host)} is not a host`)
}

function badHeader(message: string): Error {
  return usageError('TSGI_BAD_HEADER', message, "tsgi request SOCKET / -H 'Accept: text/html' --host example.com")
}
