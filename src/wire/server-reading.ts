import {asBuffer} from './bytes.js'
import {announcedBody, type LocatedVar} from './dissect.js'
import {Modifier1} from './modifiers.js'
import {HEADER_BYTES} from './packet.js'
import {DEFAULT_BUFFER_BYTES, DEFAULT_MAX_VARS} from './vars.js'

/** What a uWSGI makes of the bytes of one connection. */
export interface ServerReading {
  /** Whether the plugin or application gets to see the request. */
  readonly accepted: boolean
  /** Absent when not even a header came. */
  readonly header?: {readonly modifier1: number; readonly size: number; readonly modifier2: number}
  /** The variables that were read, up to the first error. */
  readonly vars: readonly LocatedVar[]
  /** Where a name that runs over the end made it skip two bytes and go on. */
  readonly skipped: readonly number[]
  /** The body that the request gets, as far as it is there. */
  readonly body: Buffer
  /** Bytes of body that it waits for. */
  readonly announced: number
  /** What it never looks at: a connection carries one request. */
  readonly ignored: number
  /** Its log lines, verbatim. */
  readonly log: readonly string[]
  /** What happens that no log line tells. */
  readonly notes: readonly string[]
}

export interface ServerLimits {
  /** `buffer-size`. */
  readonly bufferBytes?: number
  /** Twice `max-vars`. */
  readonly maxVars?: number
}

/** Plugins that parse variables, and what they call themselves when there are none (`plugins/*`, `"Empty %s request"`). */
const READS_VARS = new Set<number>([
  ...[Modifier1.request, Modifier1.psgi, Modifier1.lua, Modifier1.rack, Modifier1.jvm, Modifier1.cgi, Modifier1.gccgo],
  ...[Modifier1.php, Modifier1.mono, Modifier1.symcall, Modifier1.ssi, Modifier1.xslt, Modifier1.v8, Modifier1.gridfs],
  ...[Modifier1.glusterfs, Modifier1.rados, Modifier1.pythonAlias, Modifier1.webdav],
])
const EMPTY: Readonly<Record<number, string>> = {
  [Modifier1.request]: 'Empty python request. skip.',
  [Modifier1.psgi]: 'Empty PSGI request. skip.',
  [Modifier1.rpc]: 'Empty RPC request. skip.',
}

/**
 * Reads bytes as uWSGI 2.0 does (`proto/uwsgi.c`, `core/protocol.c`), with the lines that it would log, for a server whose
 * plugins are all loaded.
 */
export function readAsServer(capture: Uint8Array, limits: ServerLimits = {}): ServerReading {
  const {bufferBytes = DEFAULT_BUFFER_BYTES, maxVars = DEFAULT_MAX_VARS} = limits
  const bytes = asBuffer(capture)
  const nothing = {accepted: false, vars: [], skipped: [], body: Buffer.alloc(0), announced: 0, ignored: 0}
  if (bytes.length < HEADER_BYTES) {
    return {
      ...nothing,
      log: [],
      notes: [`waits for ${HEADER_BYTES - bytes.length} more bytes of the header, then closes`],
    }
  }
  const header = {modifier1: bytes[0]!, size: bytes.readUInt16LE(1), modifier2: bytes[3]!}
  const refused = {...nothing, header, notes: []}
  if (header.size > bufferBytes) {
    return {...refused, log: [`invalid request block size: ${header.size} (max ${bufferBytes})...skip`]}
  }
  const end = HEADER_BYTES + header.size
  if (bytes.length < end) {
    return {...refused, log: [], notes: [`waits for ${end - bytes.length} more bytes of the block, then closes`]}
  }
  if (!isAnswered(header.modifier1))
    return {...refused, log: [`-- unavailable modifier requested: ${header.modifier1} --`]}
  if (header.size === 0 && EMPTY[header.modifier1]) return {...refused, log: [EMPTY[header.modifier1]!]}
  const {vars, skipped, error} = READS_VARS.has(header.modifier1)
    ? readVars(bytes, end, maxVars)
    : {vars: [], skipped: [], error: undefined}
  const announced = announcedBody(header.modifier1, vars)
  const body = error === undefined ? bytes.subarray(end, end + announced) : Buffer.alloc(0)
  return {
    accepted: error === undefined,
    header,
    vars,
    skipped,
    body,
    announced,
    ignored: bytes.length - end - body.length,
    log: error === undefined ? [] : [error],
    notes: [],
  }
}

interface VarsReading {
  readonly vars: LocatedVar[]
  readonly skipped: number[]
  readonly error: string | undefined
}

/** `uwsgi_parse_vars`, its order of checks and its log lines. `size` is what the log calls the current strsize. */
function readVars(bytes: Buffer, end: number, maxVars: number): VarsReading {
  const vars: LocatedVar[] = []
  const skipped: number[] = []
  let size = 0
  const stop = (error?: string): VarsReading => ({vars, skipped, error})
  const invalid = () => stop(`invalid uwsgi request (current strsize: ${size}). skip.`)
  for (let at = HEADER_BYTES; at < end; ) {
    if (at + 2 >= end) return invalid()
    size = bytes.readUInt16LE(at)
    if (size === 0) return stop('uwsgi key cannot be null. skip this var.')
    const offset = at
    const nameAt = at + 2
    at = nameAt
    const nameEnd = nameAt + size
    if (nameEnd >= end) {
      skipped.push(offset)
      continue
    }
    if (nameEnd + 2 > end) return invalid()
    size = bytes.readUInt16LE(nameEnd)
    const valueAt = nameEnd + 2
    if (valueAt + size > end) return invalid()
    if (vars.length >= maxVars) return stop('max vec size reached. skip this var.')
    at = valueAt + size
    vars.push({
      offset,
      name: bytes.toString('latin1', nameAt, nameEnd),
      value: bytes.toString('latin1', valueAt, at),
    })
  }
  return stop()
}

function isAnswered(modifier1: number): boolean {
  const silent: readonly number[] = [
    ...[Modifier1.legion, Modifier1.emperor, Modifier1.httpRouter, Modifier1.subscription, Modifier1.example],
    Modifier1.acknowledgement,
  ]
  return Object.values<number>(Modifier1).includes(modifier1) && !silent.includes(modifier1)
}
