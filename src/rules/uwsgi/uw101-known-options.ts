import {foreignOption, nearestOptions} from '../../knowledge/uwsgi-option-nearest.js'
import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'
import {renamed} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW101',
  kind: 'uwsgi',
  name: 'known-options',
  severity: 'error',
  title: 'spell options as uWSGI does',
  why: `Without strict uWSGI takes every name that it does not know for a placeholder and says nothing: the process count, the timeout or
the user that was meant is never set.`,
  examples: {
    bad: '[uwsgi]\nproceses = 4\n',
    good: '[uwsgi]\nprocesses = 4\n',
  },
  references: [
    'https://uwsgi-docs.readthedocs.io/en/latest/Options.html',
    'https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html',
  ],

  *run(subject) {
    const {config, files, settings} = subject
    const texts = files.map(({text}) => text).join('\n')
    for (const {name, option} of config.options) {
      if (
        uwsgiOption(name) ||
        settings.installedOptions?.has(name) ||
        config.declared.includes(name) ||
        isPlaceholder(name, texts)
      )
        continue
      if (option.name !== name) continue // set-placeholder made it
      if (option.section === '' || /[\s:=]/.test(name)) continue // UW103 says more
      const foreign = foreignOption(name)
      const [near] = foreign ? [] : nearestOptions(name)
      const fix = near === undefined ? undefined : renamed(subject, option, near)
      yield {
        at: option.nameSpan.location,
        message: `unknown option ${JSON.stringify(name)}${near ? ` (did you mean ${JSON.stringify(near)}?)` : ''}`,
        remedy: [foreign?.advice ?? (near ? `${near} = ${option.raw}` : 'remove it, or use it as %(name)')],
        ...(fix ? {fix} : {}),
      }
    }
  },
})

/** A name that some value takes up is a placeholder that was meant. */
function isPlaceholder(name: string, texts: string): boolean {
  return new RegExp(`%\\(\\s*(?:[^)]*\\s)?${name.replace(/[^\w-]/g, '\\$&')}\\b`).test(texts)
}
