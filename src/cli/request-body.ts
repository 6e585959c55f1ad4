import {type FileHandle, open, unlink} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {RequestBody} from '../client/request-body.js'
import {environmentError, type TsgiError, usageError} from '../errors.js'
import {isTerminal} from './colour.js'
import {looksBinary, SAMPLE_BYTES} from './text.js'

/** A body that was named on the command line. */
export interface OpenedBody extends RequestBody {
  readonly looksBinary: boolean
  close(): Promise<void>
}

/** What comes from a pipe is kept in memory up to here, and in a nameless file beyond. */
const MEMORY_BYTES = 8 << 20
const CHUNK_BYTES = 256 << 10

/**
 * Opens what `-d` names: text, `@FILE`, `-` or `@-` for standard input. A file is read as it is sent. What has no length of its
 * own, a pipe, is read first: uwsgi tells the length before the body.
 *
 * @throws TsgiError usage: no such file, a folder, standard input that is a terminal; environment: a file that cannot be read.
 */
export async function openBody(text: string): Promise<OpenedBody> {
  if (text === '-' || text === '@-') return fromStandardInput()
  if (text.startsWith('@')) return fromFile(text.slice(1))
  const bytes = Buffer.from(text, 'utf8')
  return {bytes: bytes.length, looksBinary: false, read: () => [bytes], close: async () => {}}
}

async function fromStandardInput(): Promise<OpenedBody> {
  if (!isTerminal('stdin')) return fromStream(process.stdin)
  throw usageError(
    'TSGI_BODY_FROM_TERMINAL',
    'the body would come from this terminal',
    'tsgi request SOCKET / -d - < FILE',
  )
}

async function fromFile(path: string): Promise<OpenedBody> {
  if (path === '') throw usageError('TSGI_BAD_BODY', 'the name of the body file is missing', '-d @FILE')
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw cannotRead(path, error)
  })
  const facts = await handle.stat()
  if (facts.isFile() && facts.size > 0) return fromHandle(handle, facts.size, path)
  try {
    if (facts.isDirectory())
      throw usageError('TSGI_BAD_BODY', `the body ${JSON.stringify(path)} is a folder`, '-d @FILE')
    return await fromStream(handle.createReadStream({autoClose: false}))
  } finally {
    await handle.close()
  }
}

async function fromHandle(handle: FileHandle, bytes: number, path: string): Promise<OpenedBody> {
  const sample = Buffer.alloc(Math.min(bytes, SAMPLE_BYTES))
  const {bytesRead} = await handle.read(sample, 0, sample.length, 0)
  return {
    bytes,
    looksBinary: looksBinary(sample.subarray(0, bytesRead)),
    async *read() {
      let left = bytes
      const range = {start: 0, end: bytes - 1, autoClose: false, highWaterMark: CHUNK_BYTES}
      for await (const chunk of handle.createReadStream(range)) {
        left -= chunk.length
        yield chunk
      }
      if (left > 0)
        throw environmentError('TSGI_BODY_CHANGED', `${path} became ${left} bytes shorter while it was sent`)
    },
    close: () => handle.close(),
  }
}

async function fromStream(stream: AsyncIterable<Buffer>): Promise<OpenedBody> {
  const chunks: Buffer[] = []
  let bytes = 0
  let spool: FileHandle | undefined
  for await (const chunk of stream) {
    bytes += chunk.length
    if (spool) await spool.writeFile(chunk)
    else chunks.push(chunk)
    if (spool || bytes <= MEMORY_BYTES) continue
    spool = await namelessFile()
    await spool.writeFile(Buffer.concat(chunks.splice(0)))
  }
  if (spool) return fromHandle(spool, bytes, 'standard input')
  return {bytes, looksBinary: looksBinary(Buffer.concat(chunks)), read: () => chunks, close: async () => {}}
}

/** Gone as soon as it is closed, however the program ends. */
async function namelessFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `tsgi-body-${process.pid}`)
  const handle = await open(path, 'wx+', 0o600)
  await unlink(path)
  return handle
}

function cannotRead(path: string, {code}: NodeJS.ErrnoException): TsgiError {
  const name = JSON.stringify(path)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return usageError('TSGI_NO_BODY_FILE', `there is no file ${name} for the body`, 'check the name behind the @')
  }
  return environmentError('TSGI_NO_BODY_FILE', `cannot read the body ${name}: ${code}`, `ls -l ${path}`)
}
