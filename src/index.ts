export {type Address, formatAddress, parseAddress} from './address.js'
export {type ErrorDetails, type ErrorKind, TsgiError} from './errors.js'
export {decodeAcknowledgement} from './wire/acknowledgement.js'
export {decodeArray, encodeArray} from './wire/array.js'
export {
  type CacheAnswer,
  type CacheCommand,
  type CacheRequest,
  decodeCacheAnswer,
  encodeCacheRequest,
} from './wire/cache.js'
export {DecodeError} from './wire/decode-error.js'
export {PacketDecoder, type PacketDecoderOptions} from './wire/decoder.js'
export {Modifier1, modifierName} from './wire/modifiers.js'
export {
  encodePacket,
  HEADER_BYTES,
  MAX_BLOCK_BYTES,
  type Packet,
  type PacketAndRest,
  type PacketInit,
  readPacket,
} from './wire/packet.js'
export {decodePong, encodePing, type Pong} from './wire/ping.js'
export {ResponseDecoder, type ResponseDecoderOptions} from './wire/response.js'
export type {ResponseHead, ResponseProblem, ResponseProblemCode} from './wire/response-head.js'
export {decodeRpcAnswer, encodeRpc, type RpcCall, type RpcForm} from './wire/rpc.js'
export {encodeSignal} from './wire/signal.js'
export {decodeSpoolFile, encodeSpoolTask, type SpoolFile, type SpoolTask} from './wire/spool.js'
export {decodeSubscription, encodeSubscription, type Subscription} from './wire/subscription.js'
export {
  DEFAULT_BUFFER_BYTES,
  DEFAULT_MAX_VARS,
  type DecodeMode,
  type DecodeVarsOptions,
  decodeVars,
  encodeVars,
  limitWarnings,
  utf8Bytes,
  type Var,
} from './wire/vars.js'
