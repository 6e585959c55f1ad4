import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

const PAIRS = [['processes', 'workers']] as const

export default defineRule({
  id: 'UW110',
  kind: 'uwsgi',
  name: 'one-process-count',
  severity: 'warning',
  title: 'set processes or workers, not both',
  why: `They are two names of one option, and the last one wins: the other number is a comment that looks like a setting.`,
  examples: {
    bad: '[uwsgi]\nprocesses = 4\nworkers = 8\n',
    good: '[uwsgi]\nprocesses = 8\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Options.html'],

  *run(subject) {
    for (const [one, other] of PAIRS) {
      const found = setting(subject, one)
      const first = found?.all.find(({name}) => name === one)
      const second = found?.all.findLast(({name}) => name === other)
      if (!found || !first || !second || first.value === second.value) continue
      const loser = found.last === first ? second : first
      yield {
        at: loser.option.location,
        message: `${one} and ${other} are the same option; ${found.last.name} = ${found.last.value} wins`,
        remedy: ['remove this line'],
      }
    }
  },
})
