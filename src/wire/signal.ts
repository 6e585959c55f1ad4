import {Modifier1} from './modifiers.js'
import {encodePacket} from './packet.js'

/**
 * `6e 00 00 NN`: raise uWSGI signal NN, 0 to 255. The answer is an acknowledgement.
 *
 * @throws TsgiError `TSGI_BAD_MODIFIER` for a number that is no byte: it travels in modifier2.
 */
export function encodeSignal(signal: number): Buffer {
  return encodePacket({modifier1: Modifier1.signal, modifier2: signal})
}
