import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW105',
  kind: 'uwsgi',
  name: 'literal-percent',
  severity: 'warning',
  title: 'write %% for a percent sign',
  why: `A percent sign takes the next character along: %n, %d and their kin are magic variables, of any other letter nothing stays. "50% off"
becomes "50off", and a date format becomes empty.`,
  examples: {
    bad: '[uwsgi]\nlog-prefix = 50% off\n',
    good: '[uwsgi]\nlog-prefix = 50%% off\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#magic-variables'],

  *run(subject) {
    const {
      written: {format, options},
    } = subject
    if (format !== 'ini') return
    for (const option of options) {
      const lost = /(?<!%)(?:%%)*%([^%(opsdecnxbvhVkuUgGijtTOPSDECNX0-9[])/.exec(option.raw)
      if (!lost) continue
      const fix = revalued(
        subject,
        option,
        option.raw.replace(/(?<!%)((?:%%)*)%(?=[^%(opsdecnxbvhVkuUgGijtTOPSDECNX0-9[])/g, '$1%%'),
      )
      yield {
        at: option.valueSpan.location,
        message: `%${lost[1]} is no magic variable and vanishes: uWSGI reads ${JSON.stringify(option.value)}`,
        remedy: [`%%${lost[1]}`],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
