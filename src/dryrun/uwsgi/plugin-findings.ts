import {dirname} from 'node:path'
import type {Finding} from '../../diagnostics.js'
import {didYouMean} from '../../did-you-mean.js'
import {pluginNamed} from '../../knowledge/uwsgi-plugins.js'
import {type DryRun, findingAt} from './subject.js'

const UNABLE = /UNABLE to load uWSGI plugin: (?<path>\S+): (?<why>.*?) !!!$/
const SHOWN = 12

/** Plugins that do not load, and which are there instead. */
export async function pluginFindings(run: DryRun): Promise<Finding[]> {
  const found = run.said.lines.map((line) => UNABLE.exec(line)?.groups).filter((groups) => groups !== undefined)
  return Promise.all(found.map((groups) => pluginFinding(groups['path']!, groups['why']!, run)))
}

async function pluginFinding(path: string, why: string, {host, config, binary, said, code}: DryRun): Promise<Finding> {
  const word = path.replace(/^.*\//, '').replace(/_plugin\.so$/, '')
  const option = config.options.find(
    ({name, value}) => /^(need-)?plugins?$/.test(name) && wordsOf(value).includes(word),
  )
  const entries = await host.list(dirname(path))
  const names =
    entries && entries !== 'denied' ? entries.flatMap(({name}) => /^(\w+)_plugin\.so$/.exec(name)?.[1] ?? []) : []
  const isThere = names.includes(word)
  // As pip builds it, what is asked for may be inside already.
  const isInside = binary.builtIn.includes(pluginNamed(word))
  const isEnough = code === 0 && (isInside || said.loaded > 0) && option?.name !== 'need-plugin'
  const near = names.length > 0 ? didYouMean(word, names) : undefined
  return findingAt('U015', `the plugin "${word}" cannot be loaded: ${isThere ? why : 'there is none of that name'}`, {
    option,
    severity: isEnough ? 'warning' : 'error',
    cause: isInside ? 'it is built in' : whatIsThere(names, word, dirname(path)),
    remedy: isInside
      ? ['leave the line out']
      : near === undefined || isThere
        ? []
        : [`${option?.name ?? 'plugin'} = ${near}`],
  })
}

function wordsOf(value: string): string[] {
  return value.split(',').map((word) =>
    word
      .trim()
      .replace(/^\d+:/, '')
      .replace(/^.*\//, '')
      .replace(/_plugin\.so$/, ''),
  )
}

/** Those that are named alike first. */
function whatIsThere(names: readonly string[], word: string, folder: string): string {
  if (names.length === 0) return `there are no plugins in ${folder}`
  const alike = names.filter((name) => name.slice(0, 2) === word.slice(0, 2))
  const shown = [...alike, ...names.filter((name) => !alike.includes(name))].slice(0, SHOWN)
  const more = names.length > shown.length ? ' …' : ''
  return `in ${folder} there are ${shown.join(', ')}${more}`
}
