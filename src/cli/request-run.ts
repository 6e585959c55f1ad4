import type {Address} from '../address.js'
import {type RequestResult, sendRequest} from '../client/request.js'
import type {BuiltRequest} from '../client/request-build.js'
import {isTerminal} from './colour.js'
import {RequestPrinter} from './reporters/request-printer.js'
import {nowhere, openFileSink, type Sink, standardOutput} from './sink.js'

/** The flags that say how it is sent and shown, as they were parsed. */
export interface ShowFlags {
  readonly offline: boolean
  readonly timeout?: number | undefined
  readonly print?: ReadonlySet<string> | undefined
  readonly verbose: boolean
  readonly include: boolean
  readonly headers: boolean
  readonly output?: string | undefined
  readonly raw: boolean
  readonly dump: boolean
  readonly 'expect-body'?: RegExp | undefined
}

export interface RunOptions {
  readonly flags: ShowFlags
  readonly json: boolean
  /** Waits for this behind a spinner. */
  readonly waiting: (work: () => Promise<unknown>) => Promise<unknown>
  readonly signal: AbortSignal
}

/** Bytes of the body that a JSON document or an expectation may look at. */
const KEEP_BYTES = 8 << 20

/** Sends the request and prints it and its answer as they go by; with `--json` only a file is written. */
export async function runRequest(target: Address, built: BuiltRequest, options: RunOptions): Promise<RequestResult> {
  const {flags, json, waiting, signal} = options
  const sink = await openSink(flags, json)
  const printer = new RequestPrinter(sink, printing(flags))
  let done: RequestResult | undefined
  try {
    await printer.request(built)
    const gate = headGate(waiting, flags.output !== undefined)
    const {timeout} = flags
    const sending = sendRequest(target, built, {
      ...(timeout === undefined ? {} : {timeout}),
      keep: json || flags['expect-body'] ? KEEP_BYTES : 0,
      onHead: async (head) => {
        await gate.open()
        await printer.head(head)
      },
      onBody: (chunk) => printer.body(chunk),
      onBytes: (chunk) => printer.bytes(chunk),
      signal,
    })
    const [result] = await Promise.all([sending, gate.hold(sending)])
    done = result
    await printer.end(done)
    return done
  } finally {
    if (done?.outcome === 'response') await sink.commit()
    else await sink.discard()
  }
}

/** Shows what would be sent. */
export async function showRequest(built: BuiltRequest, flags: ShowFlags): Promise<void> {
  const sink = flags.output === undefined ? standardOutput : await openFileSink(flags.output)
  const {parts, ...rest} = printing(flags)
  const asked = flags.print ?? new Set(flags.verbose ? 'HB' : flags.dump ? '' : 'EB')
  await new RequestPrinter(sink, {...rest, parts: new Set([...asked].filter((part) => /[HBE]/.test(part)))}).request(
    built,
  )
  await sink.commit()
}

async function openSink({output}: ShowFlags, json: boolean): Promise<Sink> {
  if (output !== undefined) return openFileSink(output)
  return json ? nowhere : standardOutput
}

function printing(flags: ShowFlags): {parts: ReadonlySet<string>; forPeople: boolean; raw: boolean; dump: boolean} {
  const forPeople = flags.output === undefined && isTerminal('stdout')
  return {parts: flags.print ?? new Set(defaultParts(flags, forPeople)), forPeople, raw: flags.raw, dump: flags.dump}
}

function defaultParts({verbose, headers, include}: ShowFlags, forPeople: boolean): string {
  if (verbose) return 'HhBb'
  if (headers) return 'h'
  return include || forPeople ? 'hb' : 'b'
}

/** A spinner turns until the head is there, so that it is never in the way of what is printed; for a file, to the end. */
function headGate(waiting: RunOptions['waiting'], toFile: boolean) {
  let headIsThere = () => {}
  const arrived = new Promise<void>((resolve) => {
    headIsThere = resolve
  })
  let spinner: Promise<unknown> = Promise.resolve()
  return {
    /** Takes the spinner away. */
    async open(): Promise<void> {
      if (toFile) return
      headIsThere()
      await spinner
    },
    /** Turns it until then, or until there is nothing left to wait for. */
    hold(sending: Promise<unknown>): Promise<unknown> {
      spinner = waiting(() => (toFile ? sending : Promise.race([arrived, sending])))
      return spinner
    },
  }
}
