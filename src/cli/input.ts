import {createReadStream} from 'node:fs'
import {environmentError, type TsgiError, usageError} from '../errors.js'
import {isTerminal} from './colour.js'

/** What is read from a file or standard input at most: a cache item or a capture is far below it. */
const MAX_INPUT_BYTES = 64 << 20

/**
 * The bytes that an argument stands for: `@file` the file, `-` standard input, else the text itself, as UTF-8.
 *
 * @throws TsgiError: usage for a terminal as standard input, a file that is missing, a folder, or over 64 MiB; environment for
 * a file that cannot be read.
 */
export async function readArgument(text: string): Promise<Buffer> {
  if (text === '-') return readInput('-')
  if (text.startsWith('@')) return readInput(text.slice(1))
  return Buffer.from(text, 'utf8')
}

/** All of a file, or of standard input for `-`. @throws TsgiError as {@link readArgument} does. */
export async function readInput(file: string): Promise<Buffer> {
  if (file === '-' && isTerminal('stdin')) {
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
    throw cannotRead(name, (error as NodeJS.ErrnoException).code ?? '')
  }
  if (size <= MAX_INPUT_BYTES) return Buffer.concat(chunks)
  throw usageError('TSGI_INPUT_TOO_BIG', `${name} is over ${MAX_INPUT_BYTES >> 20} MiB`)
}

function cannotRead(name: string, code: string): TsgiError {
  if (code === 'ENOENT' || code === 'ENOTDIR') return usageError('TSGI_NO_SUCH_FILE', `there is no file ${name}`)
  if (code === 'EISDIR') return usageError('TSGI_NO_SUCH_FILE', `${name} is a folder`)
  return environmentError('TSGI_CANNOT_READ', `cannot read ${name}: ${code}`)
}
