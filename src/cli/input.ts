import {createReadStream} from 'node:fs'
import {environmentError, usageError} from '../errors.js'

/** What is read from a file or standard input at most: a cache item or a capture is far below it. */
const MAX_INPUT_BYTES = 64 << 20

/**
 * The bytes that an argument stands for: `@file` the file, `-` standard input, else the text itself, as UTF-8.
 *
 * @throws TsgiError: `TSGI_STDIN_IS_TERMINAL` and `TSGI_INPUT_TOO_BIG`, usage; `TSGI_CANNOT_READ`, environment.
 */
export async function readArgument(text: string): Promise<Buffer> {
  if (text === '-') return readInput('-')
  if (text.startsWith('@')) return readInput(text.slice(1))
  return Buffer.from(text, 'utf8')
}

/** All of a file, or of standard input for `-`. @throws TsgiError as {@link readArgument} does. */
export async function readInput(file: string): Promise<Buffer> {
  if (file === '-' && process.stdin.isTTY) {
    throw usageError(
      'TSGI_STDIN_IS_TERMINAL',
      'standard input is a terminal, and tsgi does not wait for what you type',
      'pipe something into it: … | tsgi …',
    )
  }
  const name = file === '-' ? 'standard input' : JSON.stringify(file)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size > MAX_INPUT_BYTES) break
    }
  } catch (error) {
    throw environmentError('TSGI_CANNOT_READ', `cannot read ${name}: ${(error as NodeJS.ErrnoException).code}`)
  }
  if (size <= MAX_INPUT_BYTES) return Buffer.concat(chunks)
  throw usageError('TSGI_INPUT_TOO_BIG', `${name} is over ${MAX_INPUT_BYTES >> 20} MiB`)
}
