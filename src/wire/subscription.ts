import {usageError} from '../errors.js'
import {quoted} from './bytes.js'
import {badBlock} from './decode-error.js'
import {Modifier1} from './modifiers.js'
import {encodePacket, type Packet} from './packet.js'
import {decodeVars, encodeVars, type Var} from './vars.js'

/** An instance that joins, or leaves, the pool of a router: one datagram, no answer. Byte strings. */
export interface Subscription {
  readonly action: 'subscribe' | 'unsubscribe'
  /** What the router looks up: usually a host name. */
  readonly key: string
  /** Where the instance listens. */
  readonly address: string
  readonly modifier1: number
  readonly modifier2: number
  readonly cores: number
  readonly load: number
  readonly weight: number
  /** What else came, in order: `sni_key`, `sni_crt`, `sni_ca`, `notify`; `unix` and `sign` when it is signed. */
  readonly more: readonly Var[]
}

const NUMBERS = ['modifier1', 'modifier2', 'cores', 'load', 'weight'] as const

/** Encodes the datagram that `subscribe-to` sends. @throws TsgiError `TSGI_BAD_SUBSCRIPTION` for a number that is none. */
export function encodeSubscription({action, key, address, more, ...numbers}: Subscription): Buffer {
  const vars: Var[] = [
    ['key', key],
    ['address', address],
  ]
  for (const name of NUMBERS) {
    if (!(Number.isSafeInteger(numbers[name]) && numbers[name] >= 0)) {
      throw usageError('TSGI_BAD_SUBSCRIPTION', `${name} of a subscription is ${numbers[name]}; it is a whole number`)
    }
    vars.push([name, String(numbers[name])])
  }
  return encodePacket({
    modifier1: Modifier1.subscription,
    modifier2: action === 'subscribe' ? 0 : 1,
    body: encodeVars([...vars, ...more]),
  })
}

/** Decodes the packet of a subscription datagram. @throws DecodeError */
export function decodeSubscription({modifier1, modifier2, body}: Packet): Subscription {
  if (modifier1 !== Modifier1.subscription) throw badBlock(`a subscription has modifier1 224, not ${modifier1}`, 0)
  if (modifier2 > 1) throw badBlock(`modifier2 of a subscription is 0 or 1, not ${modifier2}`, 0)
  const named = new Map<string, string>()
  const more: Var[] = []
  for (const [name, value] of decodeVars(body)) {
    if (!FIELDS.has(name) || named.has(name)) more.push([name, value])
    else named.set(name, value)
  }
  const text = (name: string) => {
    const value = named.get(name)
    if (value === undefined) throw badBlock(`a subscription without ${name}`, body.length)
    return value
  }
  const number = (name: (typeof NUMBERS)[number]) => {
    const value = named.get(name) ?? '0'
    if (!/^\d{1,15}$/.test(value)) throw badBlock(`${name} of a subscription is ${quoted(value)}`, body.length)
    return Number(value)
  }
  return {
    action: modifier2 === 0 ? 'subscribe' : 'unsubscribe',
    key: text('key'),
    address: text('address'),
    modifier1: number('modifier1'),
    modifier2: number('modifier2'),
    cores: number('cores'),
    load: number('load'),
    weight: number('weight'),
    more,
  }
}

const FIELDS: ReadonlySet<string> = new Set(['key', 'address', ...NUMBERS])
