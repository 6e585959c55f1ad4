import {isAbsolute, join, normalize} from 'node:path/posix'
import {type Address, formatAddress, parseAddress} from '../../address.js'
import {described, type Grammar, plainText, Refusal, refusal, strayCharacter} from './refusal.js'

/** `PATH_MAX` and `NAME_MAX` of Linux, without the NUL. */
const MAX_PATH_BYTES = 4095
const MAX_NAME_BYTES = 255
/** What needs no escaping in a URL, in uWSGI's routes, in a regular expression's literal part or in a shell. */
const MOUNT_CHARACTER = /[A-Za-z0-9._~@+/-]/
/** In the URL of a folder: what a file's name may sensibly have. It is written as it is meant, not percent-encoded. */
const URL_CHARACTER = /[\p{L}\p{M}\p{N}._~@+!%,=:()/ -]/u

/** An absolute path, made plain: no `//`, no `.`, no `/` at the end. `..` is refused. */
export const absolutePath = described({type: 'string', pattern: '^/'}, (value: unknown): string => {
  const text = checkedPath(value)
  if (!isAbsolute(text)) throw refusal(value, 'an absolute path')
  return plainPath(text)
})

/** A path of any kind; {@link pathFrom} says from where. */
export const anyPath = described({type: 'string', minLength: 1}, (value): string => checkedPath(value))

/** A path that may start from `base`; without a base it has to be absolute. */
export function pathFrom(base: string | undefined): Grammar<string> {
  if (base === undefined) return absolutePath
  return (value) => {
    const text = checkedPath(value)
    return plainPath(isAbsolute(text) ? text : join(base, text))
  }
}

function checkedPath(value: unknown): string {
  const text = plainText(value, 'a path')
  if (text === '') throw refusal(value, 'a path', 'it is empty')
  const parts = text.split('/')
  if (parts.includes('..')) throw refusal(value, 'a path', 'it holds ..')
  if (Buffer.byteLength(text) > MAX_PATH_BYTES) throw refusal(value, 'a path', `it is over ${MAX_PATH_BYTES} bytes`)
  if (parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) {
    throw refusal(value, 'a path', `a name in it is over ${MAX_NAME_BYTES} bytes`)
  }
  if (parts.some((part) => part.trim() !== part))
    throw refusal(value, 'a path', 'a name in it begins or ends with a blank')
  return text
}

function plainPath(text: string): string {
  const path = normalize(text)
  return path === '/' ? path : path.replace(/\/$/, '')
}

/** Where an application is mounted: `/`, or `/shop` without a slash at the end. */
export const mountPoint = described({type: 'string', pattern: '^/[A-Za-z0-9._~@+/-]*$'}, (value: unknown): string => {
  const text = urlPath(value, 'a mount point', MOUNT_CHARACTER)
  return text === '/' ? text : text.replace(/\/$/, '')
})

/** The URL of a folder: `/static/`, with both slashes. */
export const folderUrl = described({type: 'string', pattern: '^/'}, (value: unknown): string => {
  const text = urlPath(value, 'a URL of a folder', URL_CHARACTER)
  return text.endsWith('/') ? text : `${text}/`
})

function urlPath(value: unknown, what: string, allowed: RegExp): string {
  const text = plainText(value, what)
  if (!text.startsWith('/')) throw refusal(value, what, 'it begins with a slash')
  const stray = strayCharacter(text, allowed)
  if (stray !== undefined) throw refusal(value, what, stray)
  if (text.includes('//')) throw refusal(value, what, 'it holds //')
  if (/(^|\/)\.\.?(\/|$)/.test(text)) throw refusal(value, what, 'it holds . or .. as a part')
  if (text.length > 512) throw refusal(value, what, 'it is over 512 characters')
  return text
}

/** A socket, with an absolute path when it is a file. */
export const socketAddress = described({type: 'string', minLength: 1}, (value: unknown): Address => {
  try {
    const address = parseAddress(plainText(value, 'an address'))
    if (address.kind === 'tcp') plainHost(address.host)
    if (address.kind === 'abstract') plainAbstract(address.name)
    return address.kind === 'unix' ? parseAddress(absolutePath(address.path)) : address
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal((error as Error).message)
  }
})

function plainHost(host: string): void {
  if (!/^[A-Za-z0-9.:-]+$/.test(host)) throw refusal(host, 'a host', strayCharacter(host, /[A-Za-z0-9.:-]/))
}

function plainAbstract(name: string): void {
  if (!/^[\w./-]+$/.test(name)) throw refusal(`@${name}`, 'an abstract socket', strayCharacter(name, /[\w./-]/))
}

/** The key of an address, to find two that are the same. */
export const addressKey = formatAddress

/** Where a log goes: `stdout`, `journal`, or a file. */
export const logTarget = described({type: 'string', pattern: '^(stdout|journal|/.*)$'}, (value) => {
  return value === 'stdout' || value === 'journal' ? value : {file: absolutePath(value)}
})

/** A program, by name or by absolute path. */
export const cgiHelper = described({type: 'string', pattern: '^(/|[A-Za-z0-9])'}, (value): string => {
  const text = plainText(value, 'a program')
  if (text.startsWith('/')) return absolutePath(text)
  if (/^[A-Za-z0-9][\w.+-]{0,63}$/.test(text)) return text
  throw refusal(value, 'a program', 'write its name or its absolute path')
})
