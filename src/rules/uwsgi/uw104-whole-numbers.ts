import {trailingComment} from '../../config/uwsgi/edit.js'
import {numberIn} from '../../config/uwsgi/effective.js'
import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW104',
  kind: 'uwsgi',
  name: 'whole-numbers',
  severity: 'error',
  title: 'write numbers without units',
  why: `uWSGI reads the digits at the start of a number and drops the rest without a word: "30s" is 30, "10G" for limit-as is 10 MB, and
"1m" for harakiri kills requests after a second.`,
  examples: {
    bad: '[uwsgi]\nlimit-as = 10G\n',
    good: '[uwsgi]\nlimit-as = 10240\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/config.c'],

  *run(subject) {
    for (const {name, value, option, isKnown} of subject.config.options) {
      const kind = uwsgiOption(name)?.kind ?? ''
      if (!/^(int|int16|int64|megabytes)$/.test(kind) || !isKnown || value === '' || /^\s*[+-]?\d+\s*$/.test(value))
        continue
      if (trailingComment(option)) continue // UW102 says more
      const read = numberIn({value, hasValue: true})
      const meant = amountOf(value, kind)
      const fix = meant === undefined ? undefined : revalued(subject, option, String(meant))
      yield {
        at: option.valueSpan.location,
        message: `uWSGI reads ${read}${kind === 'megabytes' ? ' MB' : ''} of ${JSON.stringify(value)}`,
        ...(meant === undefined ? {} : {remedy: [`${name} = ${meant}`]}),
        ...(fix ? {fix} : {}),
      }
    }
  },
})

const UNITS: Readonly<Record<string, number>> = {k: 1024, m: 1024 ** 2, g: 1024 ** 3}
const SECONDS: Readonly<Record<string, number>> = {s: 1, m: 60, min: 60, h: 3600, d: 86_400}

/** What the unit was probably meant to say: sizes for megabytes and buffers, else times. */
function amountOf(value: string, kind: string): number | undefined {
  const [, digits, unit] = /^(\d+)\s*([a-z]+)$/i.exec(value) ?? []
  const small = unit?.toLowerCase().replace(/i?b$/, '') ?? ''
  if (digits === undefined) return undefined
  if (kind === 'megabytes') return small in UNITS ? (Number(digits) * UNITS[small]!) / 1024 ** 2 : undefined
  if (small === 'k' || small === 'g') return Number(digits) * UNITS[small]!
  return small in SECONDS ? Number(digits) * SECONDS[small]! : undefined
}
