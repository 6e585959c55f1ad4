import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW111',
  kind: 'uwsgi',
  name: 'set-once',
  severity: 'warning',
  title: 'set an option once',
  why: `Of an option that is set twice the last value counts. The line that was found and changed first may be the one without effect.`,
  examples: {
    bad: '[uwsgi]\nharakiri = 30\nharakiri = 60\n',
    good: '[uwsgi]\nharakiri = 60\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Options.html'],

  *run({config}) {
    const last = new Map<string, (typeof config.options)[number]>()
    for (const option of config.options.toReversed()) {
      const facts = uwsgiOption(option.name)
      if (
        !facts ||
        !/^(int|int16|int64|megabytes|string|bool)$/.test(facts.kind) ||
        facts.flags.includes('immediate') ||
        !option.isCertain ||
        option.condition
      )
        continue
      const winner = last.get(option.name)
      const isHere = winner?.option.location.file === option.option.location.file
      if (!winner) last.set(option.name, option)
      else if (isHere && winner.value !== option.value && winner.option.section === option.option.section) {
        yield {
          at: option.option.location,
          message: `${option.name} is set again in line ${winner.option.location.line}, to ${JSON.stringify(winner.value)}: this line has no effect`,
          remedy: ['remove one of them'],
        }
      }
    }
  },
})
