import {unlinkSync} from 'node:fs'
import {type FileHandle, open, realpath, rename, stat} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {environmentError, type TsgiError, usageError} from '../errors.js'

/** Where output goes. A promise of `write` holds back its caller as long as the other side is slow. */
export interface Sink {
  write(chunk: string | Uint8Array): Promise<void> | undefined
  /** All is written and good: keep it. */
  commit(): Promise<void>
  /** It came to nothing: leave no trace. */
  discard(): Promise<void>
}

/** A write that blocked for longer (a pager, a slow disk) is one that its caller should know of. */
const SLOW_MS = 50

export const standardOutput: Sink = {
  write(chunk) {
    const started = performance.now()
    if (!process.stdout.write(chunk)) return new Promise((resolve) => process.stdout.once('drain', resolve))
    return performance.now() - started > SLOW_MS ? Promise.resolve() : undefined
  },
  commit: async () => {},
  discard: async () => {},
}

export const nowhere: Sink = {write: () => undefined, commit: async () => {}, discard: async () => {}}

/**
 * A file that is there whole or not at all: written under another name beside it and renamed at the end, so that what was
 * there before stays until then. A device or a pipe is written to as it is.
 *
 * @throws TsgiError usage: a folder; environment: no such folder, no permission.
 */
export async function openFileSink(path: string): Promise<Sink> {
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isDirectory()) throw usageError('TSGI_BAD_OUTPUT', `${JSON.stringify(path)} is a folder`, '-o FILE')
  if (facts && !facts.isFile()) return sinkOf(await opened(path, path, 'w'))
  const target = await realpath(path).catch(() => path) // a link stays a link
  const draft = join(dirname(target), `.${basename(target)}.tsgi-${process.pid}`)
  const handle = await opened(path, draft, 'wx', facts?.mode)
  const forget = () => unlinkSync(draft)
  process.once('exit', forget)
  return {
    ...sinkOf(handle),
    async commit() {
      await handle.close()
      await rename(draft, target)
      process.off('exit', forget)
    },
    async discard() {
      await handle.close()
      process.off('exit', forget)
      forget()
    },
  }
}

function sinkOf(handle: FileHandle): Sink {
  const close = () => handle.close()
  return {write: async (chunk) => handle.writeFile(chunk), commit: close, discard: close}
}

async function opened(path: string, name: string, flags: string, mode = 0o666): Promise<FileHandle> {
  return open(name, flags, mode & 0o777).catch(({code}: NodeJS.ErrnoException) => {
    throw cannotWrite(path, code)
  })
}

function cannotWrite(path: string, code: string | undefined): TsgiError {
  const reason = code === 'ENOENT' ? 'its folder does not exist' : (code ?? 'unknown')
  return environmentError(
    'TSGI_CANNOT_WRITE',
    `cannot write ${JSON.stringify(path)}: ${reason}`,
    `ls -ld ${dirname(path)}`,
  )
}
