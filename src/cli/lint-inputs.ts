import {join} from 'node:path'
import {type ConfigKind, guessKind} from '../config/kind.js'
import {environmentError, type TsgiError, usageError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {LintInput} from '../rules/lint.js'
import {readInput} from './input.js'
import {readAhead} from './read-ahead.js'

export interface InputOptions {
  readonly host: Host
  readonly as: ConfigKind | undefined
  readonly stdinName: string
}

/** Folders that hold the code of others, or nothing that is configured by hand. */
const PASSED = /^(node_modules|__pycache__|venv|site-packages|vendor)$|^\.(?!$)/
/** Endings of files that a folder is searched for; others need to be named. */
const LOOKED_AT = /\.(ini|ya?ml|json|xml|conf|service|socket|nginx)$|^(sites|conf|apps|mods|vassals)[^/]*$/
/** A configuration is never larger. */
const MAX_BYTES = 16 << 20

/** A file to lint, or what was typed into the program. */
export interface ReadInput extends LintInput {
  readonly isStdin?: boolean
}

/** What is to be linted, one after the other: files as they were named, of folders those that are known configurations. */
export async function* lintInputs(paths: readonly string[], options: InputOptions): AsyncGenerator<ReadInput> {
  for (const path of paths.length === 0 ? ['.'] : paths) {
    if (path === '-') yield fromStdin(await readInput('-'), options)
    else if ((await options.host.facts(path)) !== 'denied') yield* fromPath(path, options)
    else throw cannotRead(path, 'permission denied')
  }
}

function fromStdin(bytes: Buffer, {as, stdinName}: InputOptions): ReadInput {
  const text = bytes.toString('utf8')
  const kind = as ?? guessKind(stdinName, text)
  if (kind === undefined) throw unknownKind(stdinName)
  return {file: stdinName, text, kind, isStdin: true}
}

async function* fromPath(path: string, options: InputOptions): AsyncGenerator<LintInput> {
  const reading = await options.host.read(path, {maxBytes: MAX_BYTES})
  if (reading.status === 'folder') {
    yield* fromFolder(path, options)
    return
  }
  if (reading.status === 'missing') throw usageError('TSGI_NO_SUCH_FILE', `there is no file ${JSON.stringify(path)}`)
  if (reading.status !== 'read')
    throw cannotRead(path, reading.status === 'denied' ? 'permission denied' : 'it is no file')
  if (reading.isCut) throw usageError('TSGI_INPUT_TOO_BIG', `${JSON.stringify(path)} is over ${MAX_BYTES >> 20} MiB`)
  const text = reading.bytes.toString('utf8')
  const kind = options.as ?? guessKind(path, text)
  if (kind === undefined) throw unknownKind(path)
  yield {file: path, text, kind}
}

async function* fromFolder(folder: string, options: InputOptions): AsyncGenerator<ReadInput> {
  const read = (path: string) => found(path, options)
  for await (const input of readAhead(filesIn(folder, options), read)) if (input) yield input
}

async function* filesIn(folder: string, options: InputOptions): AsyncGenerator<string> {
  const entries = await options.host.list(folder)
  if (!entries || entries === 'denied') throw cannotRead(folder, 'permission denied')
  for (const {name, kind} of entries) {
    const path = folder === '.' ? name : join(folder, name)
    if (kind === 'folder') {
      if (!PASSED.test(name)) yield* filesIn(path, options)
    } else if (LOOKED_AT.test(name) || /(^|\/)(sites|conf|apps|mods|vassals)[^/]*$/.test(folder)) yield path
  }
}

/** A file of a folder: nobody named it, so what it is has to be plain. */
async function found(file: string, {host, as}: InputOptions): Promise<LintInput | undefined> {
  const reading = await host.read(file, {maxBytes: MAX_BYTES})
  if (reading.status !== 'read' || reading.isCut || reading.bytes.subarray(0, 1024).includes(0)) return undefined
  const text = reading.bytes.toString('utf8')
  const kind = as ?? guessKind(file, text)
  return kind && {file, text, kind}
}

function unknownKind(file: string): TsgiError {
  return usageError(
    'TSGI_UNKNOWN_CONFIG',
    `nothing tells what ${JSON.stringify(file)} configures`,
    `tsgi lint --as uwsgi ${file}`,
    'or --as nginx, apache, lighttpd, systemd, compose, kubernetes, tsgi',
  )
}

function cannotRead(path: string, why: string): TsgiError {
  return environmentError('TSGI_CANNOT_READ', `cannot read ${JSON.stringify(path)}: ${why}`)
}
