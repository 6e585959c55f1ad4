import type {Web} from '../../deployment/deployment.js'
import {unsafeValue} from '../unsafe.js'

const FOUR = /^(?<bytes>\d{1,3}(?:\.\d{1,3}){3})(?:\/(?<bits>\d{1,2}))?$/
const SIX = /^[\da-f]*:[\da-f:]*(?:\/(?<bits>\d{1,3}))?$/i

/** Proxies whose word on the client is taken; undefined when there is none. */
export function trustedProxies({trustedProxies: proxies}: Web): readonly string[] | undefined {
  return proxies.length === 0 ? undefined : proxies.map(addressRange)
}

function addressRange(value: string): string {
  const four = FOUR.exec(value)?.groups
  if (four && isFour(four)) return value
  const six = SIX.exec(value)
  if (six && Number(six.groups!['bits'] ?? 128) <= 128) return value
  throw unsafeValue('a trusted proxy', value, 'it is no IP address and no range such as 10.0.0.0/8')
}

function isFour({bytes, bits = '32'}: Readonly<Record<string, string>>): boolean {
  return bytes!.split('.').every((byte) => Number(byte) <= 255) && Number(bits) <= 32
}
