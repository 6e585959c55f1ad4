import type {Location} from '../../diagnostics.js'
import {effective} from './effective.js'
import type {ExpandedConfig} from './expand.js'
import type {ExportedOption} from './exported.js'

/** Where one setting of an option comes from. */
export interface Trace {
  readonly name: string
  readonly value: string
  readonly location: Location
  /** The value as it is written there. */
  readonly raw: string
  /** The includes that lead there, the outermost first: `include = base.ini` and where that stands. */
  readonly includes: readonly TraceStep[]
  /** The condition or loop that it stands under. */
  readonly condition?: TraceStep
  /** What its placeholders were replaced by, in order, with where the value of each comes from. */
  readonly replaced: readonly {readonly text: string; readonly value: string; readonly from?: Trace}[]
  /** False when a later setting takes its place. */
  readonly counts: boolean
  readonly isKnown: boolean
  readonly isCertain: boolean
}

/** A line that leads to a value: its text, and where it stands. */
export interface TraceStep {
  readonly text: string
  readonly location: Location
}

/** Placeholders of placeholders that are followed for one setting. */
const MAX_FOLLOWED = 500

/** Tells where the value of an option comes from, for every time that it is set, by whichever of its names. */
export function trace(config: ExpandedConfig, name: string): readonly Trace[] {
  const found = effective(config, name)
  return found ? found.all.map((option) => traceOf(option, found.counting.includes(option), {left: MAX_FOLLOWED})) : []
}

function traceOf(option: ExportedOption, counts: boolean, budget: {left: number}): Trace {
  const {name, value, option: written, chain, condition, steps, isKnown, isCertain} = option
  return {
    name,
    value,
    location: written.valueSpan.location,
    raw: written.raw,
    includes: chain.map(stepOf),
    ...(condition ? {condition: stepOf(condition)} : {}),
    replaced: steps.map(({sign, key, value: text, from}) => ({
      text: `${sign}(${key})`,
      value: text,
      ...(from && budget.left-- > 0 ? {from: traceOf(from, true, budget)} : {}),
    })),
    counts,
    isKnown,
    isCertain,
  }
}

const stepOf = ({name, value, location}: ExportedOption['option']): TraceStep => ({
  text: value === '' ? name : `${name} = ${value}`,
  location,
})
