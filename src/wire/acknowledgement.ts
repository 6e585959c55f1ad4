import {badAnswer} from './decode-error.js'
import {Modifier1} from './modifiers.js'
import {readPacket} from './packet.js'

/**
 * Decodes what the signal and spooler plugins answer: `ff 00 00 01` yes, `ff 00 00 00` no.
 *
 * For a signal, yes means queued: a signal that nobody registered gets the same answer. No means a full queue; from the
 * spooler it means that there is none, or that the task could not be written.
 *
 * @throws DecodeError when the bytes are anything else.
 */
export function decodeAcknowledgement(bytes: Uint8Array): boolean {
  const {modifier1, modifier2, body, rest} = readPacket(bytes)
  if (modifier1 !== Modifier1.acknowledgement)
    throw badAnswer(`an acknowledgement starts with 255, not ${modifier1}`, 0)
  if (body.length > 0) throw badAnswer(`an acknowledgement has no block; this one has ${body.length} bytes`, 1)
  if (modifier2 > 1) throw badAnswer(`an acknowledgement ends in 0 or 1, not ${modifier2}`, 3)
  if (rest.length > 0) throw badAnswer(`${rest.length} bytes follow the acknowledgement`, bytes.length - rest.length)
  return modifier2 === 1
}
