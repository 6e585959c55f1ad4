import {isTrue} from '../../config/uwsgi/effective.js'
import type {ExportedOption} from '../../config/uwsgi/exported.js'
import type {Finding} from '../../diagnostics.js'
import {nearestOptions} from '../../knowledge/uwsgi-option-nearest.js'
import {hasOption, type OptionFacts, uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {type DryRun, findingAt, lastOf} from './subject.js'

/** The options that the uWSGI at hand does not know: all of them, where uWSGI itself stops at the first or says nothing. */
export function unknownOptions(run: Pick<DryRun, 'config' | 'known' | 'binary'>): Finding[] {
  const {config, known} = run
  if (!known) return []
  const strict = lastOf(config, /^strict$/)
  const isStrict = strict !== undefined && isTrue(strict)
  const used = namesUsed(config)
  const isPlaceholder = ({name, option}: ExportedOption) => used.has(name) || /^set-(ph|placeholder)$/.test(option.name)
  return config.options
    .filter((option) => !known.has(option.name) && !config.declared.includes(option.name))
    .filter((option) => (isStrict ? !/^set-(ph|placeholder)$/.test(option.option.name) : !isPlaceholder(option)))
    .map((option) => {
      const {message, remedy} = wordsFor(option.name, run)
      if (isStrict) return findingAt('U016', `${message}; it is strict, and does not start`, {option, remedy})
      return findingAt('U017', `${message}; the line does nothing`, {option, severity: 'warning', remedy})
    })
}

/** What some value has in `%(…)`: a name of no option is a placeholder then. */
function namesUsed({options}: DryRun['config']): ReadonlySet<string> {
  const texts = options.flatMap(({option}) => [...option.value.matchAll(/%\(([^)]*)\)/g)].map(([, inside]) => inside!))
  return new Set(texts.flatMap((inside) => inside.split(' ')))
}

function wordsFor(
  name: string,
  {binary, config}: Pick<DryRun, 'config' | 'binary'>,
): {message: string; remedy: string[]} {
  const facts = uwsgiOption(name)
  if (!facts) {
    const near = nearestOptions(name)
    return {message: `uWSGI knows no option "${name}"`, remedy: near.map((other) => `${other} = …`)}
  }
  const why = missingFor(facts, binary.version, config.plugins)
  return {message: `this uWSGI has no option "${name}": ${why.message}`, remedy: why.remedy}
}

function missingFor(
  facts: OptionFacts,
  version: string,
  plugins: readonly string[],
): {message: string; remedy: string[]} {
  const {plugin, since, needs} = facts
  if (!hasOption(facts, version)) {
    const message = since ? `it came with ${since}, this is ${version}` : `${version} does not have it any more`
    return {message, remedy: []}
  }
  if (plugin !== 'core' && !plugins.includes(plugin)) {
    return {
      message: `the plugin "${plugin}" brings it, and is not loaded`,
      remedy: [`plugin = ${plugin}, in a line before it`],
    }
  }
  return {message: needs.length > 0 ? `it was built without ${needs.join(', ')}` : 'its build left it out', remedy: []}
}
