import type {Address} from '../address.js'
import {encodePacket} from '../wire/packet.js'
import {exchange} from './connection.js'

export async function ping(address: Address, {timeout = 3000}: {readonly timeout?: number} = {}): Promise<unknown> {
  return exchange(address, encodePacket({modifier1: 100}), {timeout})
}
