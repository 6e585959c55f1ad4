import type {Command} from '@oclif/core'
import {didYouMean} from '../did-you-mean.js'
import {usageError} from '../errors.js'
import type {Rule} from '../rules/rule.js'
import {unruled} from '../rules/unruled.js'
import {ruleLine} from './lint-run.js'
import type {RuleFacts} from './reporters/findings/report.js'
import {ruleText, unruledText} from './reporters/rule.js'

/** `--list-rules`. */
export async function listRules(command: Command): Promise<object> {
  const {rules} = await import('../rules/index.js')
  for (const rule of rules) command.log(ruleLine(rule))
  return {ok: true, rules: rules.map(({id, name, kind, severity, title}) => ({id, name, kind, severity, title}))}
}

/** `--explain ID`. @throws TsgiError usage: there is no such rule. */
export async function explainRule(command: Command, id: string): Promise<object> {
  const {rules} = await import('../rules/index.js')
  const known = unruled.find((it) => it.id === id.toUpperCase())
  const rule = rules.find((it) => it.id === id.toUpperCase() || it.name === id)
  if (known) {
    command.log(unruledText(known))
    return {ok: true, rule: known}
  }
  if (!rule) throw unknownRule(id, rules)
  command.log(ruleText(rule))
  const {name, kind, severity, title, why, examples, references} = rule
  return {ok: true, rule: {id: rule.id, name, kind, severity, title, why, examples, references}}
}

/** What formats tell of rules. */
export async function ruleFacts(): Promise<(id: string) => RuleFacts | undefined> {
  const {rules} = await import('../rules/index.js')
  const facts = new Map([...rules, ...unruled].map(({id, title, why}) => [id, {id, title, why}]))
  return (id) => facts.get(id)
}

function unknownRule(id: string, rules: readonly Rule[]) {
  const ids = [...rules, ...unruled].map((it) => it.id)
  const near = didYouMean(id.toUpperCase(), ids)
  const hint = `tsgi lint ${near ? `--explain ${near}` : '--list-rules'}`
  return usageError('TSGI_UNKNOWN_RULE', `there is no rule ${JSON.stringify(id)}`, hint)
}
