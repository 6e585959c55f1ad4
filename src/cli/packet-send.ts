import {type Address, formatAddress} from '../address.js'
import {type PacketQuestion, packetBytes, sendPacket} from '../client/packet.js'
import {modifierByNumber} from '../knowledge/modifiers.js'
import {DecodeError} from '../wire/decode-error.js'
import {type Dissection, dissect} from '../wire/dissect.js'
import {Modifier1} from '../wire/modifiers.js'
import {HEADER_BYTES} from '../wire/packet.js'
import {answered} from './answered.js'
import type {BaseCommand} from './base-command.js'
import {captureDocument} from './capture-document.js'
import {isTerminal, terminalWidth} from './colour.js'
import {bytesField, counted, printBytes} from './output.js'
import {type BlockFlags, readBlock} from './packet-flags.js'
import {captureText} from './reporters/capture.js'
import {hexDump} from './reporters/hex.js'

export interface SendFlags extends BlockFlags {
  readonly modifier1: number
  readonly modifier2: number
  readonly timeout: number
}

interface SentDocument {
  readonly modifier1: number
  readonly modifier1_name: string | null
  readonly modifier2: number
  /** Bytes of the block. */
  readonly size_bytes: number
  readonly body_bytes: number
}

export interface OfflineDocument {
  readonly ok: true
  readonly packet: SentDocument
  readonly packet_hex: string
}

export interface SendDocument {
  readonly ok: true
  readonly target: Address
  readonly sent: SentDocument
  readonly received_bytes: number
  /** What came back when it is text; else `received_base64`. */
  readonly received?: string
  readonly received_base64?: string
  /** What came back, taken apart, where it is made of packets. */
  readonly packets?: readonly object[]
  readonly time_ms: number
}

/** `tsgi packet --offline`: the bytes that would be sent; as a table on a terminal. */
export async function runOffline(command: BaseCommand, flags: SendFlags): Promise<OfflineDocument> {
  const question = await questionOf(flags)
  const bytes = packetBytes(question)
  if (isTerminal('stdout') && !command.jsonEnabled()) {
    command.log(`${await captureText(asQuestion(bytes, question), terminalWidth('stdout'))}\n\n${hexDump(bytes)}`)
  } else {
    printBytes(command, bytes)
  }
  return {ok: true, packet: sentDocument(bytes, question), packet_hex: bytes.toString('hex')}
}

/** `tsgi packet SOCKET`: sends it, prints what comes back. */
export async function runSend(command: BaseCommand, target: Address, flags: SendFlags): Promise<SendDocument> {
  const question = await questionOf(flags)
  const sent = sentDocument(packetBytes(question), question)
  const {modifier1, modifier2, size_bytes, body_bytes} = sent
  const name = sent.modifier1_name === null ? '' : ` (${sent.modifier1_name})`
  command.logToStderr(
    `sending modifier1 ${modifier1}${name}, modifier2 ${modifier2}, ${counted(size_bytes, 'byte')} of block, ${body_bytes} of body`,
  )
  const result = await sendPacket(target, question, {timeout: flags.timeout})
  const {value, time_ms} = await answered(result, {address: target, modifier1, blockBytes: size_bytes})
  const answer = asAnswer(value, modifier1)
  if (answer && isTerminal('stdout') && !command.jsonEnabled())
    command.log(await captureText(answer, terminalWidth('stdout')))
  else printBytes(command, value)
  if (isTerminal('stdout'))
    command.logToStderr(`${counted(value.length, 'byte')} from ${formatAddress(target)} in ${time_ms.toFixed(1)} ms`)
  return {
    ok: true,
    target,
    sent,
    received_bytes: value.length,
    ...bytesField('received', value),
    ...(answer ? captureDocument(answer) : {}),
    time_ms,
  }
}

async function questionOf(flags: SendFlags): Promise<PacketQuestion> {
  return {modifier1: flags.modifier1, modifier2: flags.modifier2, ...(await readBlock(flags))}
}

function sentDocument(bytes: Buffer, {modifier1 = 0, modifier2 = 0, body}: PacketQuestion): SentDocument {
  const body_bytes = body?.length ?? 0
  const size_bytes = bytes.length - HEADER_BYTES - body_bytes
  return {modifier1, modifier1_name: modifierByNumber(modifier1)?.name ?? null, modifier2, size_bytes, body_bytes}
}

/** What was built, taken apart; its block as bytes where it does not read as what its modifier asks for. */
function asQuestion(bytes: Buffer, {modifier1 = 0, modifier2 = 0, body = Buffer.alloc(0)}: PacketQuestion): Dissection {
  try {
    return dissect(bytes)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const block = bytes.subarray(HEADER_BYTES, bytes.length - body.length)
    const packet = {
      offset: 0,
      modifier1,
      modifier2,
      size: block.length,
      body: Buffer.from(body),
      announced: body.length,
    }
    return {
      packets: [{...packet, content: {kind: 'bytes', bytes: block}}],
      rest: Buffer.alloc(0),
      restOffset: bytes.length,
    }
  }
}

/** An answer that is a packet begins with the modifier of its question, or with 255; HTTP and an echo begin otherwise. */
function asAnswer(bytes: Buffer, modifier1: number): Dissection | undefined {
  const framed: readonly number[] = [
    Modifier1.ping,
    Modifier1.cache,
    Modifier1.rpc,
    Modifier1.signal,
    Modifier1.spooler,
  ]
  if (!framed.includes(modifier1)) return undefined
  if (bytes[0] !== modifier1 && bytes[0] !== Modifier1.acknowledgement) return undefined
  try {
    return dissect(bytes)
  } catch (error) {
    if (error instanceof DecodeError) return undefined
    throw error
  }
}
