import {MAGIC_VARIABLES} from '../knowledge/magic-variables.js'
import {type Modifier, modifierByNumber} from '../knowledge/modifiers.js'
import type {Content, DissectedPacket, Dissection, LocatedVar} from '../wire/dissect.js'
import {Modifier1} from '../wire/modifiers.js'
import {bytesField} from './output.js'

/** A packet of a capture as `--json` prints it; bytes that are no text are in `…_base64`. */
export interface PacketDocument {
  readonly offset: number
  readonly modifier1: number
  readonly modifier1_name: string | null
  readonly plugin: string | null
  readonly modifier2: number
  readonly size_bytes: number
  /** What it says, in words. */
  readonly meaning: string
  readonly vars?: readonly object[]
  readonly items?: readonly object[]
  readonly block?: string
  readonly block_base64?: string
  readonly body?: string
  readonly body_base64?: string
  readonly body_bytes: number
  /** More than `body_bytes` when the capture is cut off. */
  readonly body_announced_bytes: number
}

/** What is behind the packets goes into the document up to here. */
const MAX_REST_BYTES = 65_536

/** The packets of a capture, and what is behind them. */
export function captureDocument({packets, rest, restOffset}: Dissection): {
  readonly packets: readonly PacketDocument[]
  readonly rest?: object
} {
  const documents = packets.map(packetDocument)
  if (rest.length === 0) return {packets: documents}
  const data = rest.length > MAX_REST_BYTES ? {} : bytesField('data', rest)
  return {packets: documents, rest: {offset: restOffset, bytes: rest.length, ...data}}
}

export function packetDocument(packet: DissectedPacket): PacketDocument {
  const {offset, modifier1, modifier2, size, content, body, announced} = packet
  const known = modifierByNumber(modifier1)
  return {
    offset,
    modifier1,
    modifier1_name: known?.name ?? null,
    plugin: known?.plugin ?? null,
    modifier2,
    size_bytes: size,
    meaning: meaningOf(packet, known),
    ...contentFields(content),
    body_bytes: body.length,
    body_announced_bytes: announced,
    ...(body.length > 0 ? bytesField('body', body) : {}),
  }
}

/** A variable: where its name size stands, both texts with their sizes, and what it does to a server when it is magic. */
export function varDocument({offset, name, value}: LocatedVar): object {
  const effect = Object.hasOwn(MAGIC_VARIABLES, name) ? {effect: MAGIC_VARIABLES[name]} : {}
  return {
    offset,
    ...bytesField('name', bytesOf(name)),
    name_bytes: name.length,
    ...bytesField('value', bytesOf(value)),
    value_bytes: value.length,
    ...effect,
  }
}

function contentFields(content: Content): object {
  if (content.kind === 'vars') return {vars: content.vars.map(varDocument)}
  if (content.kind === 'bytes') return content.bytes.length === 0 ? {} : bytesField('block', content.bytes)
  const items = content.items.map(({offset, item}) => ({
    offset,
    ...bytesField('item', bytesOf(item)),
    item_bytes: item.length,
  }))
  return {items}
}

/** What a packet says: a question or an answer, of which plugin. */
export function meaningOf({modifier1, modifier2, content, size}: DissectedPacket, known: Modifier | undefined): string {
  const has = (name: string) => content.kind === 'vars' && content.vars.some((variable) => variable.name === name)
  switch (modifier1) {
    case Modifier1.ping:
      if (modifier2 !== 1) return 'ping'
      return size === 0 ? 'pong' : 'pong, with a warning'
    case Modifier1.acknowledgement:
      return modifier2 === 1 ? 'accepted (signal or spooler)' : 'refused (signal or spooler)'
    case Modifier1.signal:
      return `raise signal ${modifier2}`
    case Modifier1.spooler:
      return 'task for the spooler'
    case Modifier1.rpc:
      if (modifier2 === 5) return 'RPC result over 65,535 bytes'
      return content.kind === 'bytes' ? 'RPC result' : 'RPC call'
    case Modifier1.cache:
      return has('status') ? 'cache answer' : 'cache question'
    case Modifier1.subscription:
      return modifier2 === 0 ? 'subscribe to a router' : 'unsubscribe from a router'
    default:
      if (modifier1 === Modifier1.request) return 'request for the application'
      return known ? `request for the ${known.name} plugin` : 'means nothing to uWSGI 2.0'
  }
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
