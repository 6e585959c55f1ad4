import {recogniseForeign} from '../wire/foreign.js'
import {type CaptureFormat, readCapture} from '../wire/hexdump.js'
import {readAsServer} from '../wire/server-reading.js'
import type {BaseCommand} from './base-command.js'
import {captureDocument, varDocument} from './capture-document.js'
import {terminalWidth} from './colour.js'
import {decodeCapture} from './decode.js'
import {readInput} from './input.js'
import {bytesField} from './output.js'
import {captureText, readingText} from './reporters/capture.js'

export interface DecodeDocument {
  /** With `--uwsgi`: whether a server would take it. */
  readonly ok: boolean
  readonly format: CaptureFormat
  readonly capture_bytes: number
}

/** `tsgi packet --decode`: a capture as tables, strictly or as a real server reads it. */
export async function runDecode(
  command: BaseCommand,
  file: string,
  {asServer}: {readonly asServer: boolean},
): Promise<DecodeDocument> {
  const {format, bytes} = readCapture(await readInput(file))
  const about = {format, capture_bytes: bytes.length}
  if (asServer) return serverDocument(command, bytes, about)
  const dissection = decodeCapture(bytes)
  if (!command.jsonEnabled()) command.log(await captureText(dissection, terminalWidth('stdout')))
  return {ok: true, ...about, ...captureDocument(dissection)}
}

async function serverDocument(
  command: BaseCommand,
  bytes: Buffer,
  about: Omit<DecodeDocument, 'ok'>,
): Promise<DecodeDocument> {
  const reading = readAsServer(bytes)
  const foreign = recogniseForeign(bytes)
  if (!command.jsonEnabled()) command.log(await readingText(reading, {width: terminalWidth('stdout'), foreign}))
  const {accepted, header, vars, skipped, body, announced, ignored, log, notes} = reading
  return {
    ok: accepted,
    ...about,
    ...(foreign && {foreign: foreign.protocol}),
    ...(header && {
      header: {modifier1: header.modifier1, modifier2: header.modifier2, size_bytes: header.size},
    }),
    vars: vars.map(varDocument),
    skipped_offsets: skipped,
    ...(body.length > 0 ? bytesField('body', body) : {}),
    body_bytes: body.length,
    body_announced_bytes: announced,
    ignored_bytes: ignored,
    log,
    notes,
  } as DecodeDocument
}
