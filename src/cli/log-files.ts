import {createReadStream, statSync} from 'node:fs'
import {environmentError, usageError} from '../errors.js'
import {logBytes} from '../explain/decode-log.js'
import type {LogSource} from '../explain/explain-log.js'
import {isTerminal} from './colour.js'

const READ_BYTES = 1 << 20

/** What is read from where, for {@link explainLogs}; `-` is standard input. @throws TsgiError as it is read. */
export function logFile(path: string): LogSource {
  if (path === '-' && isTerminal('stdin')) {
    throw usageError(
      'TSGI_STDIN_IS_TERMINAL',
      'standard input is a terminal, and tsgi does not wait for what you type',
      'journalctl -u app -b | tsgi explain -',
      'tsgi explain /var/log/nginx/error.log',
    )
  }
  const stream = path === '-' ? process.stdin : createReadStream(path, {highWaterMark: READ_BYTES})
  return {name: path, chunks: logBytes(readable(path, stream))}
}

async function* readable(path: string, stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Uint8Array
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'EISDIR') throw usageError('TSGI_NO_SUCH_FILE', `${JSON.stringify(path)} is a folder`, `ls ${path}`)
    throw environmentError(
      'TSGI_CANNOT_READ',
      `cannot read ${JSON.stringify(path)}: ${code ?? 'unknown'}`,
      `sudo tsgi explain ${path}`,
    )
  }
}

/** Bytes of the files together; 0 where it is not known. */
export function sizeOf(paths: readonly string[]): number {
  const sizes = paths.map((path) => (path === '-' ? undefined : factsOf(path)))
  return sizes.every((facts) => facts?.isFile()) ? sizes.reduce((sum, facts) => sum + (facts?.size ?? 0), 0) : 0
}

function factsOf(path: string) {
  try {
    return statSync(path, {throwIfNoEntry: false})
  } catch {
    return undefined // reading it says why
  }
}

/** Whether there is a file, a pipe or a device of that name. */
export function isReadable(path: string): boolean {
  try {
    return statSync(path, {throwIfNoEntry: false}) !== undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return true // there, or not: reading it says so
    return false // a message that is too long for a path, or goes through a file
  }
}

const EVERY_MS = 200
const MB = 1e6

/** Shows on stderr how far it is, where a person watches. */
export function progressLine(total: number, isQuiet: boolean): {update(bytes: number): void; clear(): void} {
  if (isQuiet || !isTerminal('stderr')) return {update: () => {}, clear: () => {}}
  const started = performance.now()
  let shown = started
  let isShown = false
  return {
    update(bytes) {
      const now = performance.now()
      if (now - shown < EVERY_MS) return
      shown = now
      isShown = true
      const speed = bytes / MB / ((now - started) / 1000)
      const part = total > bytes ? ` of ${Math.round(total / MB)} MB, ${Math.floor((bytes / total) * 100)} %` : ' MB'
      process.stderr.write(`\r\x1b[Kreading: ${Math.round(bytes / MB)}${part}, ${Math.round(speed)} MB/s`)
    },
    clear() {
      if (isShown) process.stderr.write('\r\x1b[K')
    },
  }
}
