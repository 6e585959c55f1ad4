import {resolve} from 'node:path'
import {type Address, formatAddress, parseAddress} from '../address.js'
import {usageError} from '../errors.js'
import type {Host} from '../host/host.js'

/** What a person names to say which deployment is meant. */
export type DoctorTarget =
  | {readonly kind: 'url'; readonly url: URL}
  | {readonly kind: 'socket'; readonly address: Address}
  | {readonly kind: 'file'; readonly path: string}
  | {readonly kind: 'pid'; readonly pid: number}
  | {readonly kind: 'service'; readonly name: string}

/** Reads a URL, a socket, a configuration, a process number or the name of a service. @throws TsgiError, usage. */
export async function readTarget(text: string, host: Host): Promise<DoctorTarget> {
  if (/^https?:\/\//i.test(text)) return {kind: 'url', url: urlOf(text)}
  if (/^\d+$/.test(text)) return {kind: 'pid', pid: Number(text)}
  const path = resolve(text)
  const facts = await host.facts(path)
  if (typeof facts === 'object' && facts.kind === 'file' && !/\.sock(et)?$/.test(text)) return {kind: 'file', path}
  if (/^(@|unix:|\.{0,2}\/)|:\d+$|\.sock$/.test(text) || typeof facts === 'object') {
    if (/\.(ini|ya?ml|json|xml|conf)$/.test(text)) throw unknown(text, 'there is no such file')
    const address = parseAddress(text, {isFile: () => typeof facts === 'object'})
    return {kind: 'socket', address: address.kind === 'unix' ? {kind: 'unix', path: resolve(address.path)} : address}
  }
  if (/^[\w@.:-]+$/.test(text) && !/\.(ini|ya?ml|json|xml|conf)$/.test(text)) {
    return {kind: 'service', name: text.replace(/\.service$/, '')}
  }
  throw unknown(text, 'there is no such file')
}

/** As configurations write it: a path, `@name`, `host:port`. */
export function plainOf(address: Address): string {
  return address.kind === 'unix' ? address.path : formatAddress(address)
}

function urlOf(text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw unknown(text, 'it is no URL')
  }
}

function unknown(text: string, reason: string) {
  return usageError(
    'TSGI_BAD_DOCTOR_TARGET',
    `nothing can be looked for as ${JSON.stringify(text)}: ${reason}`,
    'tsgi doctor http://shop.example/',
    'tsgi doctor /run/uwsgi/app.sock',
    'tsgi doctor app.ini',
  )
}
