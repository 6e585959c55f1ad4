import {Flags} from '@oclif/core'
import type {Block} from '../client/packet.js'
import {usageError} from '../errors.js'
import {parseHex} from '../wire/hexdump.js'
import {utf8Bytes} from '../wire/vars.js'
import {readArgument} from './input.js'
import {parseVariables} from './variables.js'

/**
 * A modifier as one byte: 0–255, `0x6f`, or the name of what answers it.
 *
 * @throws TsgiError `TSGI_BAD_MODIFIER`, usage, with what was probably meant.
 */
export async function parseModifier(text: string): Promise<number> {
  const number = /^(\d{1,5}|0x[\da-f]{1,4})$/i.test(text) ? Number(text) : undefined
  if (number !== undefined && number <= 255) return number
  if (number !== undefined) throw usageError('TSGI_BAD_MODIFIER', `${text} is no modifier: it is one byte, 0 to 255`)
  const {MODIFIER_NAMES, MODIFIERS, modifierByName} = await import('../knowledge/modifiers.js')
  const known = modifierByName(text)
  if (known) return known.number
  const answered = MODIFIERS.filter(({plugin}) => plugin !== undefined).map(({name}) => name)
  const {didYouMean} = await import('../did-you-mean.js')
  const meant = didYouMean(text.toLowerCase(), MODIFIER_NAMES)
  throw usageError(
    'TSGI_BAD_MODIFIER',
    `${JSON.stringify(text)} is no modifier`,
    ...(meant === undefined ? [] : [`did you mean ${meant}?`]),
    `a number from 0 to 255, or one of ${answered.join(', ')}`,
  )
}

/** A flag that takes a modifier, as a number or by name. */
export const modifierFlag = Flags.custom<number>({helpValue: 'N|NAME', parse: async (text) => parseModifier(text)})

export const blockFlags = {
  var: Flags.string({
    multiple: true,
    helpValue: 'NAME=VALUE',
    description: 'a variable; repeat it for more',
    exclusive: ['array', 'raw'],
  }),
  array: Flags.string({
    multiple: true,
    helpValue: 'ITEM',
    description: 'an item of an array; repeat it for more',
    exclusive: ['var', 'raw'],
  }),
  raw: Flags.string({
    helpValue: 'HEX',
    description: 'the block as it is: hex digits, @FILE or - with its bytes',
    exclusive: ['var', 'array'],
  }),
  body: Flags.string({helpValue: 'TEXT', description: 'bytes behind the packet: text, @FILE or -'}),
}

export interface BlockFlags {
  readonly var?: readonly string[] | undefined
  readonly array?: readonly string[] | undefined
  readonly raw?: string | undefined
  readonly body?: string | undefined
}

/** What the flags put into the packet and behind it. */
export async function readBlock(flags: BlockFlags): Promise<{readonly block?: Block; readonly body?: Buffer}> {
  if (flags.raw === '-' && flags.body === '-') {
    throw usageError('TSGI_USAGE', '--raw - and --body - cannot both read standard input')
  }
  const body = flags.body === undefined ? {} : {body: await readArgument(flags.body)}
  if (flags.var) return {block: {kind: 'vars', vars: parseVariables(flags.var)}, ...body}
  if (flags.array) return {block: {kind: 'array', items: flags.array.map(utf8Bytes)}, ...body}
  if (flags.raw === undefined) return body
  const isFile = flags.raw === '-' || flags.raw.startsWith('@')
  return {block: {kind: 'bytes', bytes: isFile ? await readArgument(flags.raw) : parseHex(flags.raw)}, ...body}
}
