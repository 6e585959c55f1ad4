import type {Address} from '../../address.js'
import {usageError} from '../../errors.js'
import {absolutePath, matching, oneLine, unsafeValue} from '../unsafe.js'

const HOST_NAME = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
const MAX_HOST_NAME = 253

/** A host name in ASCII, in small letters; `*.` before it stands for everything below. */
export function hostName(field: string, value: string): string {
  if (value.length > MAX_HOST_NAME) throw unsafeValue(field, value, `it is longer than ${MAX_HOST_NAME} characters`)
  return matching(field, value, HOST_NAME, 'it is no host name in ASCII, such as example.org or xn--bcher-kva.example')
}

/** `/` or `/app`: what needs no escape in a URL, a pattern or a file. */
export function mountPath(field: string, value: string): string {
  if (value === '/') return value
  return matching(field, oneLine(field, value), /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~@+-]+)+$/, 'write it like /app')
}

/** The URL of a folder, unescaped, with both slashes. */
export function folderUrl(field: string, value: string): string {
  const text = oneLine(field, value)
  if (!/^\/(?:[^/]+\/)*$/.test(text))
    throw unsafeValue(field, value, 'it begins and ends with one slash, as /static/ does')
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(text)) throw unsafeValue(field, value, 'a part of it is . or ..')
  const stray = /[^\p{L}\p{M}\p{N}._~@+!%,=:()/ -]/u.exec(text)?.[0]
  if (stray !== undefined) throw unsafeValue(field, value, `it holds ${JSON.stringify(stray)}`)
  return text
}

/** The absolute path of a folder, without a slash at the end. */
export function folderPath(field: string, value: string): string {
  const path = absolutePath(field, value).replace(/\/+$/, '')
  if (path === '') throw unsafeValue(field, value, 'that is every file of the machine')
  return path
}

/** The path of a socket in a server's own grammar, which no server lets one quote; or an address that `what` cannot reach. */
export function reachable(what: string, address: Address): Exclude<Address, {kind: 'abstract'}> {
  if (address.kind === 'abstract') {
    throw usageError(
      'TSGI_UNSUPPORTED',
      `${what} cannot connect to the abstract socket @${address.name}`,
      'give uWSGI a socket with a path, or host:port',
    )
  }
  if (address.kind === 'unix') {
    const path = absolutePath('the socket', address.path)
    matching('the socket', path, /^[\w.,@+=/-]+$/, 'the path of a socket has letters, digits and . , @ + = - _ alone')
    return {kind: 'unix', path}
  }
  const host = matching(
    'the host of the socket',
    address.host,
    /^[\w.-]+$|^[\da-f:.]+$/i,
    'it is no host name or address',
  )
  return {kind: 'tcp', host, port: portNumber('the port of the socket', address.port)}
}

export function portNumber(field: string, value: number): number {
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value
  throw unsafeValue(field, value, 'a port is a number from 1 to 65535')
}

/** An address or network: `10.0.0.0/8`. */
export function network(field: string, value: string): string {
  return matching(
    field,
    value,
    /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]+)(?:\/\d{1,3})?$/i,
    'it is no address or network',
  )
}

/** Text that a regular expression takes as it is written, for PCRE in quotes that know `\"` and `\\`. */
export function literal(text: string): string {
  const hex = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  return text.replace(/["\\%$#&]/g, hex).replace(/[.*+?^()|[\]{}]/g, '\\$&')
}

/** The names of a site with any port, as the Host header has them. */
export function hostsPattern(names: readonly string[]): string {
  const patterns = names.map((name) => literal(name).replace(/^\\\*/, '.+'))
  return `^(?:${patterns.join('|')})\\.?(?::\\d+)?$`
}

/** Where an ACME client's answers are asked for. */
export const ACME_URL = '/.well-known/acme-challenge/'
