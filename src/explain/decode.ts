import {ERRNOS, SIGNALS} from '../knowledge/exit-codes.js'
import {foreignClient} from '../knowledge/first-bytes.js'
import {MODIFIERS} from '../knowledge/modifiers.js'
import type {Values} from '../knowledge/problems/problem.js'

const DECODED = ['size', 'signal', 'errno', 'modifier']

/** What numbers in a message stand for, by the names of the groups that captured them. */
export function decodeValues(values: Values): Values {
  if (!DECODED.some((name) => values[name] !== undefined)) return values
  const more: Record<string, string> = {}
  if (values['size'] !== undefined) {
    const client = foreignClient(Number(values['size']))
    if (client) more['client'] = client.name
  }
  if (values['signal'] !== undefined) {
    more['signalName'] = SIGNALS.find(({number}) => number === Number(values['signal']))?.name ?? 'unknown'
  }
  if (values['errno'] !== undefined) {
    more['errnoName'] = ERRNOS.find(({number}) => number === Number(values['errno']))?.name ?? 'unknown'
  }
  if (values['modifier'] !== undefined) Object.assign(more, pluginOf(Number(values['modifier'])))
  return {...more, ...values}
}

function pluginOf(number: number): Values {
  if (number === 22) return {plugin: 'the first byte of TLS'}
  const modifier = MODIFIERS.find((known) => known.number === number)
  if (modifier?.plugin === undefined) return {plugin: 'no plugin of uWSGI 2.0'}
  return {plugin: `the ${modifier.plugin} plugin`, pluginName: modifier.plugin}
}
