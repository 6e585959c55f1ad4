import {MAGIC_VARIABLES} from '../../knowledge/magic-variables.js'
import {modifierByNumber} from '../../knowledge/modifiers.js'
import {type Content, type DissectedPacket, type Dissection, type LocatedVar, MAX_PACKETS} from '../../wire/dissect.js'
import type {Foreign} from '../../wire/foreign.js'
import type {ServerReading} from '../../wire/server-reading.js'
import {meaningOf} from '../capture-document.js'
import {counted} from '../output.js'
import {printableBytes} from '../printable.js'
import {table} from './table.js'

/** A body or a value is shown up to here; `--json` has all of it. */
const SHOWN_BYTES = 512

/** A capture as tables, each line at most `width` columns where there is a width. */
export async function captureText(dissection: Dissection, width: number | undefined): Promise<string> {
  const {packets, rest, restOffset} = dissection
  const parts: string[] = []
  for (const packet of packets) parts.push(await packetText(packet, width))
  if (rest.length > 0)
    parts.push(
      `at byte ${restOffset}: ${counted(rest.length, 'byte')}, ${packets.length < MAX_PACKETS ? 'no packet' : 'not looked at'}\n${shown(rest)}`,
    )
  return parts.join('\n\n')
}

/** What a server reads out of a capture, and what it logs. */
export async function readingText(
  reading: ServerReading,
  {width, foreign}: {readonly width: number | undefined; readonly foreign: Foreign | undefined},
): Promise<string> {
  const {header, vars, skipped, body, announced, ignored, log, notes, accepted} = reading
  const lines = header ? [headerLine(0, header)] : []
  if (foreign) lines.push(`these bytes are ${foreign.what}`)
  if (vars.length > 0) lines.push(await varsTable(vars, width))
  for (const offset of skipped) lines.push(`at byte ${offset}: a name over the end; two bytes skipped, reading resumed`)
  if (announced > 0) lines.push(bodyLine(body, announced))
  if (ignored > 0) lines.push(`${counted(ignored, 'byte')} behind it that the server never looks at`)
  lines.push(accepted ? 'accepted: the plugin gets this request' : 'refused: zero bytes come back')
  lines.push(...notes.map((note) => `it ${note}`), ...log.map((line) => `it logs: ${line}`))
  return lines.join('\n')
}

async function packetText(packet: DissectedPacket, width: number | undefined): Promise<string> {
  const {offset, content, body, announced} = packet
  const lines = [headerLine(offset, packet), meaningOf(packet, modifierByNumber(packet.modifier1))]
  const table = await contentText(content, width)
  if (table !== '') lines.push(table)
  if (announced > 0) lines.push(bodyLine(body, announced))
  return lines.join('\n')
}

function headerLine(
  offset: number,
  {modifier1, size, modifier2}: {readonly modifier1: number; readonly size: number; readonly modifier2: number},
): string {
  const known = modifierByNumber(modifier1)
  const plugin = known?.plugin === undefined || known.plugin === known.name ? '' : `, plugin ${known.plugin}`
  const name = known ? ` (${known.name}${plugin})` : ' (unknown)'
  return `at byte ${offset}: modifier1 ${modifier1}${name}, block of ${counted(size, 'byte')}, modifier2 ${modifier2}`
}

async function contentText(content: Content, width: number | undefined): Promise<string> {
  if (content.kind === 'vars') return content.vars.length === 0 ? '' : varsTable(content.vars, width)
  if (content.kind === 'bytes') return content.bytes.length === 0 ? '' : shown(content.bytes)
  const rows = content.items.map(({offset, item}) => [String(offset), String(item.length), shownText(item)])
  return table(['offset', 'bytes', 'item'], rows, width)
}

async function varsTable(vars: readonly LocatedVar[], width: number | undefined): Promise<string> {
  const isMagic = (name: string) => name.startsWith('UWSGI_') && Object.hasOwn(MAGIC_VARIABLES, name)
  const rows = vars.map(({offset, name, value}) => [
    String(offset),
    `${name.length}+${value.length}`,
    `${isMagic(name) ? '! ' : ''}${shownText(name)}`,
    shownText(value),
  ])
  const effects = new Set(vars.map(({name}) => name).filter(isMagic))
  const notes = [...effects].map((name) => `! ${name} ${MAGIC_VARIABLES[name]}`)
  return [await table(['offset', 'bytes', 'variable', 'value'], rows, width), ...notes].join('\n')
}

function bodyLine(body: Buffer, announced: number): string {
  const missing = announced > body.length ? `, of ${announced} announced` : ''
  return `body: ${counted(body.length, 'byte')}${missing}${body.length > 0 ? `\n${shown(body)}` : ''}`
}

function shown(bytes: Buffer): string {
  const more = bytes.length > SHOWN_BYTES ? `… and ${bytes.length - SHOWN_BYTES} bytes more` : ''
  return `  ${printableBytes(bytes.subarray(0, SHOWN_BYTES))}${more}`
}

function shownText(text: string): string {
  const bytes = Buffer.from(text, 'latin1')
  return bytes.length > SHOWN_BYTES ? shown(bytes).trimStart() : printableBytes(bytes)
}
