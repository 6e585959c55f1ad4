import {domainToASCII} from 'node:url'
import type {Listen} from '../deployment.js'
import {described, plainText, refusal, strayCharacter} from './refusal.js'

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/

/** A name of a site in its ASCII form: `example.org`, `xn--bcher-kva.example`, `*.example.org`, or an IPv4 address. */
export const hostName = described({type: 'string', minLength: 1}, (value: unknown): string => {
  const text = plainText(value, 'a host name')
  const isWildcard = text.startsWith('*.')
  const name = asciiName(value, (isWildcard ? text.slice(2) : text).replace(/\.$/, ''))
  if (name.length > 253) throw refusal(value, 'a host name', 'it is longer than 253 characters')
  for (const label of name.split('.')) {
    if (label.length > 63) throw refusal(value, 'a host name', 'a part of it is longer than 63 characters')
    if (!LABEL.test(label))
      throw refusal(value, 'a host name', strayCharacter(label, /[a-z0-9-]/) ?? labelReason(label))
  }
  if (/^[\d.]+$/.test(name) && !IPV4.test(name)) throw refusal(value, 'a host name', 'it is no IPv4 address')
  return isWildcard ? `*.${name}` : name
})

/** IDNA for what is not ASCII; the URL rules behind it would read `%41` and `0x7f.1` too, so ASCII never gets there. */
function asciiName(value: unknown, text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text.toLowerCase()
  const stray = strayCharacter(text, /[\p{L}\p{M}\p{N}.\u3002-]/u)
  if (stray !== undefined) throw refusal(value, 'a host name', stray)
  const ascii = domainToASCII(text)
  if (ascii === '' || IPV4.test(ascii)) throw refusal(value, 'a host name', 'it has no form in ASCII')
  return ascii
}

function labelReason(label: string): string {
  return label === '' ? 'a part of it is empty' : 'a part of it begins or ends with -'
}

/** An address without brackets. */
export function ipAddress(value: unknown): string {
  const text = plainText(value, 'an IP address')
  if (IPV4.test(text) || isIpv6(text)) return text
  throw refusal(value, 'an IP address')
}

function isIpv6(text: string): boolean {
  return /^[\da-f:.]{2,45}$/i.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`)
}

/** `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`. */
export const network = described({type: 'string', minLength: 1}, (value: unknown): string => {
  const [address, bits, ...rest] = plainText(value, 'an address or network').split('/')
  const ip = ipAddress(address)
  const most = ip.includes(':') ? 128 : 32
  const isNumber = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
  if (rest.length > 0 || !isNumber) throw refusal(value, 'an address or network', 'write it like 10.0.0.0/8')
  return bits === undefined ? ip : `${ip}/${Number(bits)}`
})

/** Where a web server listens: `80`, `*:80`, `127.0.0.1:8080`, `[::1]:80`. */
export const listenAddress = described({type: ['string', 'integer']}, (value: unknown): Listen => {
  const text = typeof value === 'number' ? String(value) : plainText(value, 'an address to listen on')
  const found = /^(?:(?:\[(?<six>[^\]]*)\]|(?<four>[^:[\]]*)):)?(?<port>\d{1,5})$/.exec(text)
  const port = Number(found?.groups?.['port'])
  if (!found || port < 1 || port > 65_535) {
    throw refusal(value, 'an address to listen on', 'write it like 80, 127.0.0.1:8080 or [::1]:80')
  }
  const host = found.groups?.['six'] ?? found.groups?.['four'] ?? '*'
  return host === '*' || host === '' ? {port} : {host: ipAddress(host), port}
})
