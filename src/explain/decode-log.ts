import {Readable} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {environmentError} from '../errors.js'

const GZIP = [0x1f, 0x8b]
/** Byte-order marks of UTF-16, and the encoding that they tell of. */
const MARKS: readonly (readonly [first: number, second: number, encoding: 'utf-16le' | 'utf-16be'])[] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
]

/**
 * The bytes of a log, whatever they are packed in: gzip is unpacked, UTF-16 becomes UTF-8.
 *
 * @throws TsgiError environment: the gzip data is damaged.
 */
export function logBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return decoded(source)
}

async function* decoded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done) return
  const whole = rejoined(first.value, chunks)
  const [one, two] = first.value
  const mark = MARKS.find(([a, b]) => a === one && b === two)
  if (one === GZIP[0] && two === GZIP[1]) yield* unpacked(whole)
  else if (mark) yield* recoded(whole, mark[2])
  else yield* whole
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const packed = Readable.from(source, {objectMode: false})
  const gunzip = createGunzip({chunkSize: 1 << 18})
  packed.once('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of packed.pipe(gunzip)) yield chunk as Buffer
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error
    throw environmentError(
      'TSGI_CANNOT_READ',
      `the gzip data is damaged: ${(error as Error).message}`,
      'zcat FILE | tsgi explain -',
    )
  }
}

async function* recoded(
  source: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, {stream: true}), 'utf8')
  yield Buffer.from(decoder.decode(), 'utf8')
}
