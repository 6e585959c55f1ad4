import {type Directive, flat, type Placed, walk} from '../directive.js'

/** The directives of a block, includes in their place, by name. */
export function inBlock(block: readonly Directive[] | undefined, name: string): Directive[] {
  return [...flat(block ?? [])].filter((directive) => directive.name === name)
}

/**
 * What is in force where a block stands, as nginx inherits it: the directives of that name of the nearest level that has
 * any (`uwsgi_param`, `add_header` and their kin are not added up over levels).
 */
export function inForce(name: string, place: Directive, parents: readonly Directive[]): readonly Directive[] {
  for (const level of [place, ...parents.toReversed()]) {
    const found = inBlock(level.block, name)
    if (found.length > 0) return found
  }
  return []
}

/** The single value in force, the last one where it was said twice. */
export function valueInForce(name: string, place: Directive, parents: readonly Directive[]): Directive | undefined {
  return inForce(name, place, parents).at(-1)
}

/** A block that hands requests over to a uwsgi server. */
export interface UwsgiLocation {
  /** The `location`, or the `if` in it. */
  readonly block: Directive
  readonly parents: readonly Directive[]
  readonly pass: Directive
}

/** Every place with a `uwsgi_pass`. */
export function* uwsgiLocations(directives: readonly Directive[]): Generator<UwsgiLocation> {
  for (const {directive: pass, parents} of walk(directives)) {
    if (pass.name !== 'uwsgi_pass' || pass.args.length === 0) continue
    const block = parents.at(-1) ?? fragment(directives)
    yield {block, parents: parents.slice(0, -1), pass}
  }
}

/** A file that is included into a block stands for one. */
function fragment(directives: readonly Directive[]): Directive {
  const [first] = directives
  return {...first!, name: 'location', args: [], block: directives}
}

/** Every block of that name, with what it stands in. */
export function* blocksOf(directives: readonly Directive[], ...names: readonly string[]): Generator<Placed> {
  for (const placed of walk(directives)) {
    if (placed.directive.block && names.includes(placed.directive.name)) yield placed
  }
}

const UNITS: Readonly<Record<string, number>> = {k: 1024, m: 1024 ** 2, g: 1024 ** 3}

/** Bytes of a size as nginx writes it: `8k`, `1m`; undefined when it is none. */
export function bytesOf(text: string | undefined): number | undefined {
  const [, digits, unit] = /^(\d+)([kmg])?$/i.exec(text ?? '') ?? []
  return digits === undefined ? undefined : Number(digits) * (unit ? UNITS[unit.toLowerCase()]! : 1)
}

const SECONDS: Readonly<Record<string, number>> = {
  ...{ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, M: 2_592_000, y: 31_536_000},
}

/** Seconds of a time as nginx writes it: `60`, `60s`, `1m30s`; undefined when it is none. */
export function secondsOf(text: string | undefined): number | undefined {
  if (!/^(\d+(ms|[smhdwMy])?\s*)+$/.test(text ?? '')) return undefined
  return [...text!.matchAll(/(\d+)(ms|[smhdwMy])?/g)].reduce(
    (sum, [, digits, unit]) => sum + Number(digits) * SECONDS[unit ?? 's']!,
    0,
  )
}
