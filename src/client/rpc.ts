import type {Address} from '../address.js'
import {Modifier1} from '../wire/modifiers.js'
import {encodePacket} from '../wire/packet.js'
import {decodeRpcAnswer, encodeRpc, type RpcCall} from '../wire/rpc.js'
import {encodeVars} from '../wire/vars.js'
import {type Answer, type AskOptions, ask, type NoAnswer} from './answer.js'

/** What the function returned, up to any size; or why there is nothing. */
export type RpcResult = Answer<Buffer> | NoAnswer

/** Calls a function that an application registered. Name and arguments are byte strings. */
export async function rpc(address: Address, call: RpcCall, options: AskOptions = {}): Promise<RpcResult> {
  const result = await ask(address, encodeRpc(call), {...options, decode: (bytes) => decodeRpcAnswer(bytes)})
  if (result.ok || result.state !== 'empty') return result
  return {...result, plugin: await hasRpcPlugin(address, options)}
}

/** Answered with a 500 page wherever the plugin is loaded; without a PATH_INFO it calls nothing (`rpc_plugin.c`). */
async function hasRpcPlugin(address: Address, options: AskOptions): Promise<boolean> {
  const question = encodePacket({modifier1: Modifier1.rpc, modifier2: 2, body: encodeVars([['TSGI', 'probe']])})
  const answer = await ask(address, question, {...options, keep: 4096, decode: (bytes) => bytes})
  return answer.ok
}
