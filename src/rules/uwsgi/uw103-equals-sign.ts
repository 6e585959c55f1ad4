import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW103',
  kind: 'uwsgi',
  name: 'equals-sign',
  severity: 'error',
  title: 'separate name and value with =',
  why: `Only = separates. A line without it is a flag that is called like the whole line, a line with a colon too: uWSGI makes a
placeholder of it and the option is never set.`,
  examples: {
    bad: '[uwsgi]\nhttp: 127.0.0.1:8000\n',
    good: '[uwsgi]\nhttp = 127.0.0.1:8000\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/ini.c'],

  *run({config, written: {format}}) {
    if (format !== 'ini') return
    for (const {option} of config.options) {
      const [whole, name, value] = /^([\w-]+)\s*[:\s]\s*(.*)$/.exec(option.name) ?? []
      if (whole === undefined || name === undefined || value === undefined || option.section === '') continue
      const {start, end, location} = option.nameSpan
      const right = option.hasValue ? undefined : `${name} = ${value}`
      yield {
        at: location,
        message: `there is no "=" behind ${JSON.stringify(name)}: uWSGI reads a flag called ${JSON.stringify(option.name)}`,
        remedy: [right ?? `${name} = …`],
        ...(right && uwsgiOption(name)
          ? {fix: {safe: true, edits: [{file: location.file, start, end, text: right}]}}
          : {}),
      }
    }
  },
})
