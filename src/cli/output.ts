import type {Command} from '@oclif/core'
import {isTerminal} from './colour.js'
import {printableLines} from './printable.js'
import {looksBinary} from './text.js'

/** `1 byte`, `2 bytes`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

export interface TextOptions {
  /** The bytes end where they were cut off: half a character there is left out. */
  readonly isCut?: boolean
}

/** The text of these bytes; undefined when they are not UTF-8, or hold a NUL as binary data does. */
export function asText(bytes: Uint8Array, {isCut = false}: TextOptions = {}): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes, {stream: isCut})
  } catch {
    return undefined
  }
}

/** Bytes in a document: `{value: "text"}`, or `{value_base64: "…"}` when they are no text. */
export function bytesField(name: string, bytes: Uint8Array, options?: TextOptions): Record<string, string> {
  const text = asText(bytes, options)
  if (text !== undefined) return {[name]: text}
  return {[`${name}_base64`]: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}
}

/**
 * Prints what came from a server: to a pipe or a file exactly these bytes; to a terminal as text that cannot act on it, and
 * only a note where it is none. Silent under `--json`.
 */
export function printBytes(command: Command, bytes: Uint8Array): void {
  if (command.jsonEnabled()) return
  if (!isTerminal('stdout')) {
    process.stdout.write(bytes)
    return
  }
  if (looksBinary(bytes)) {
    command.logToStderr(
      `${counted(bytes.length, 'byte')} that are no text, not shown on a terminal: redirect them, or add --json`,
    )
  } else if (bytes.length > 0) {
    process.stdout.write(`${printableLines(new TextDecoder().decode(bytes)).replace(/\n$/, '')}\n`)
  }
}

/** Text that is the answer, exactly as it is: a file, a report in the format of another program. */
export function printText(text: string): void {
  process.stdout.write(text)
}
