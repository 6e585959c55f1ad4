import type {UwsgiOption} from './model.js'
import type {Replacement} from './placeholders.js'

/** An option as uWSGI has it in its list, in the order in which it came there; {@link UwsgiOption} says where it stands. */
export interface ExportedOption {
  readonly name: string
  /** With every placeholder replaced that uWSGI replaces: what `--show-config` prints. */
  readonly value: string
  /** False for a flag of a command line, which has no value at all; a bare flag of a file has an empty one. */
  readonly hasValue: boolean
  /** Where it was written; `value` there is before the placeholders. */
  readonly option: UwsgiOption
  /** The includes that led to its file, the outermost first. */
  readonly chain: readonly UwsgiOption[]
  /** The `if-…` or `for…` that it stands under. */
  readonly condition?: UwsgiOption
  readonly steps: readonly Replacement[]
  /** False when a part of the value is only known where it runs: it still stands there as written. */
  readonly isKnown: boolean
  /** False when nobody knows whether it holds: its condition asks for what was not given. */
  readonly isCertain: boolean
}

/** Where an option that is being loaded comes from. */
export interface Origin {
  readonly option: UwsgiOption
  readonly chain: readonly UwsgiOption[]
  readonly isCertain: boolean
  readonly condition?: UwsgiOption
}

/** An entry of the list while it is being built. */
export interface Entry extends Origin {
  readonly name: string
  value: string | undefined
  /** Acted on already: the passes leave it alone. */
  isConfigured: boolean
  isKnown: boolean
  readonly steps: Replacement[]
  /** What it becomes in the end; made once, so that steps can point to it. */
  result?: ExportedOption
}

/** The first of that name, whose value a placeholder takes. */
export function firstNamed(entries: readonly Entry[], name: string): Entry | undefined {
  return entries.find((entry) => entry.name === name)
}
