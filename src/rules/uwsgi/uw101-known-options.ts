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
    const nearest = nearestOnce()
    const placeholders = placeholdersIn(files.map(({text}) => text))
    for (const {name, option} of config.options) {
      if (
        uwsgiOption(name) ||
        settings.installedOptions?.has(name) ||
        config.declared.includes(name) ||
        placeholders.has(name)
      )
        continue
      if (option.name !== name) continue // set-placeholder made it
      if (option.section === '' || /[\s:=]/.test(name)) continue // UW103 says more
      const foreign = foreignOption(name)
      const near = foreign ? undefined : nearest(name)
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

/** Names that some value takes up: placeholders that were meant. */
function placeholdersIn(texts: readonly string[]): ReadonlySet<string> {
  const found = texts.flatMap((text) => [...text.matchAll(/%\(([^)\n]*)\)/g)])
  return new Set(found.flatMap(([, inside]) => inside!.split(/[^\w-]+/)))
}

/** Names that are compared with every option: a file with more has other worries, and each takes milliseconds. */
const MAX_COMPARED = 100

/** Compares each name once. */
function nearestOnce(): (name: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  return (name) => {
    if (!known.has(name) && known.size < MAX_COMPARED) known.set(name, nearestOptions(name)[0])
    return known.get(name)
  }
}
