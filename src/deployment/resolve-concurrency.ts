import type {Uwsgi} from './deployment.js'
import type {CheaperDescription, UwsgiDescription} from './description.js'
import {CHEAPER, UWSGI} from './fields.js'
import {refusal} from './grammar/refusal.js'
import type {Section} from './section.js'

type Concurrency = Pick<Uwsgi, 'processes' | 'threads' | 'loop' | 'cheaper'>

/** How many requests at a time, and by what means. */
export function resolveConcurrency(section: Section<UwsgiDescription>): Concurrency {
  const processes = section.get('processes', UWSGI.processes) ?? 4
  const loop = resolveLoop(section)
  const cheaper = resolveCheaper(section, processes)
  return {
    processes,
    threads: section.get('threads', UWSGI.threads) ?? 1,
    ...(loop === undefined ? {} : {loop}),
    ...(cheaper === undefined ? {} : {cheaper}),
  }
}

function resolveLoop(section: Section<UwsgiDescription>): Uwsgi['loop'] | undefined {
  const cores = section.get('cores', UWSGI.cores)
  if (section.raw('loop') === false) return undefined
  const engine = section.get('loop', UWSGI.loop)
  if (engine !== undefined) return {engine, cores: cores ?? 100}
  if (section.has('cores') && !section.isPreset('cores')) section.refuse('cores', 'it is of a loop: say uwsgi.loop too')
  return undefined
}

/** Half of the processes, two at least, are kept by default; a loop keeps all of them. */
function resolveCheaper(section: Section<UwsgiDescription>, processes: number): Uwsgi['cheaper'] | undefined {
  const given = section.raw('cheaper')
  const hasLoop = section.raw('loop') !== undefined && section.raw('loop') !== false
  if (given === false || (given === undefined && (hasLoop || processes < 3))) return undefined
  if (given === undefined) return byDefault(Math.max(2, Math.floor(processes / 2)), processes)
  const cheaper = section.get('cheaper', cheaperFrom)
  // What a preset says of sixteen processes is not meant for two.
  return section.isPreset('cheaper') && cheaper && cheaper.minimum >= processes ? undefined : cheaper
}

function byDefault(minimum: number, processes: number): Uwsgi['cheaper'] | undefined {
  return minimum < processes ? {minimum, initial: minimum, algorithm: 'spare'} : undefined
}

function cheaperFrom(value: unknown): NonNullable<Uwsgi['cheaper']> {
  const count = UWSGI.cheaper
  if (typeof value === 'number') return {minimum: count(value), initial: count(value), algorithm: 'spare'}
  if (typeof value !== 'object' || value === null) throw refusal(value, 'a number of processes, or false')
  const {minimum, initial = minimum, algorithm = 'spare'} = value as CheaperDescription
  return {minimum: count(minimum), initial: count(initial), algorithm: CHEAPER.algorithm(algorithm)}
}
