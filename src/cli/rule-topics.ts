import type {Lookup, Topic} from '../explain/topic.js'
import type {Example, Rule} from '../rules/rule.js'
import type {Unruled} from '../rules/unruled.js'

/** A rule of lint by its id or name, for {@link lookUp}; the rules are loaded when an id looks like one. */
export const lookupRule: Lookup = async (thing) => {
  if (!/^([A-Z]{2}\d{3}|[a-z]+(-[a-z\d]+)+)$/i.test(thing)) return []
  const [{rules}, {unruled}] = await Promise.all([import('../rules/index.js'), import('../rules/unruled.js')])
  const rule = rules.find(({id, name}) => id === thing.toUpperCase() || name === thing.toLowerCase())
  const other = unruled.find(({id}) => id === thing.toUpperCase())
  if (rule) return [ruleTopic(rule)]
  return other ? [topicOf(other)] : []
}

/** A check of doctor by its id or name. */
export const lookupCheck: Lookup = async (thing) => {
  if (!/^(DR\d{3}|[a-z]+(-[a-z\d]+)+)$/i.test(thing)) return []
  const {checks} = await import('../checks/index.js')
  const found = checks.find(({id, name}) => id === thing.toUpperCase() || name === thing.toLowerCase())
  if (!found) return []
  const {id, title, severity, why, hop} = found
  const facts = [['asks about', `the ${hop}`]] as const
  return [{...{kind: 'check', name: id, title, severity, means: why, facts}, url: 'docs/doctor.md'}]
}

function ruleTopic(rule: Rule): Topic {
  const {examples, references} = rule
  return {
    ...topicOf(rule),
    examples: [...examplesOf('bad', examples.bad), ...examplesOf('good', examples.good)],
    ...(references[0] !== undefined && {documentation: references[0]}),
  }
}

function topicOf({id, title, severity, why}: Rule | Unruled): Topic {
  const means = why.replace(/\s*\n\s*/g, ' ').trim()
  return {...{kind: 'rule', name: id, title, severity, means}, url: `docs/rules/${id}.md`}
}

function examplesOf(label: string, example: Example): (readonly [string, string])[] {
  if (typeof example === 'string') return [[label, example]]
  return Object.entries(example).map(([file, text]) => [`${label}, ${file}`, text] as const)
}
