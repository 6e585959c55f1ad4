import {createHash} from 'node:crypto'
import {constants, type Stats} from 'node:fs'
import {lstat, open, readlink} from 'node:fs/promises'
import {environmentError} from '../errors.js'
import type {Place} from './place.js'

/** What stands at a path, as far as it can be put back. */
export type State =
  | {readonly kind: 'missing'}
  | ({readonly kind: 'file' /** SHA-256 of the content, hex. */; readonly hash: string} & Ownership & {
        /** Milliseconds since 1970. */
        readonly modified: number
      })
  | {readonly kind: 'link'; readonly target: string; readonly uid: number; readonly gid: number}
  | ({readonly kind: 'folder'} & Ownership)
  /** A socket, a device: never touched. */
  | {readonly kind: 'other'}

export interface Ownership {
  /** Permission bits. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

export const MISSING: State = {kind: 'missing'}

/** What a step leaves behind, as far as it is known before; what is not known is not compared. */
export type Expected = {readonly kind: State['kind']} & Partial<Ownership> & {
    readonly hash?: string
    readonly target?: string
  }

export interface Seen {
  readonly state: State
  /** Of a file. */
  readonly bytes?: Buffer
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Whether what stands there is what is expected: content, target, owner and mode, as far as they are given. */
export function isAs(expected: Expected, state: State): boolean {
  const found = state as Expected
  const keys = ['kind', 'hash', 'target', 'mode', 'uid', 'gid'] as const
  return keys.every((key) => expected[key] === undefined || expected[key] === found[key])
}

/** The content of a step as bytes. */
export function bytesOf(content: string | Uint8Array): Buffer {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content)
}

/** What stands at a place; links are not followed. */
export async function stateAt(place: Place): Promise<Seen> {
  const at = place.at(place.name)
  const facts = await lstat(at).catch(missing)
  if (!facts) return {state: MISSING}
  if (facts.isSymbolicLink()) {
    return {state: {kind: 'link', target: await readlink(at), uid: facts.uid, gid: facts.gid}}
  }
  if (facts.isDirectory()) return {state: {kind: 'folder', ...ownershipOf(facts)}}
  return facts.isFile() ? fileAt(place) : {state: {kind: 'other'}}
}

async function fileAt(place: Place): Promise<Seen> {
  const {O_RDONLY, O_NOFOLLOW, O_NONBLOCK} = constants
  await using file = await open(place.at(place.name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error) => {
    throw environmentError('TSGI_CANNOT_READ', `cannot read ${place.path}: ${error.code}`)
  })
  const facts = await file.stat()
  if (!facts.isFile()) return {state: {kind: 'other'}}
  const bytes = await file.readFile()
  return {state: {kind: 'file', hash: hashOf(bytes), ...ownershipOf(facts), modified: facts.mtimeMs}, bytes}
}

function ownershipOf({mode, uid, gid}: Stats): Ownership {
  return {mode: mode & 0o7777, uid, gid}
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
