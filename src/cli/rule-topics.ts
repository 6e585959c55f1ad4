import type {Lookup} from '../explain/topic.js'

/** A rule of lint by its id or name, for {@link lookUp}; the rules are loaded when an id looks like one. */
export const lookupRule: Lookup = async (thing) => {
  if (!/^([A-Z]{2}\d{3}|[a-z]+(-[a-z\d]+)+)$/i.test(thing)) return []
  const {rules} = await import('../rules/index.js')
  const rule = rules.find(({id, name}) => id === thing.toUpperCase() || name === thing.toLowerCase())
  if (!rule) return []
  return [
    {
      kind: 'rule',
      name: rule.id,
      title: rule.title,
      severity: rule.severity,
      means: rule.why.replace(/\s*\n\s*/g, ' ').trim(),
      check: [`tsgi lint --explain ${rule.id}`],
      url: `docs/rules/${rule.id}.md`,
      ...(rule.references[0] !== undefined && {documentation: rule.references[0]}),
    },
  ]
}
