import type {Severity} from '../../diagnostics.js'
import type {ConfigProblem, Span} from '../directive.js'

/** How a configuration of uWSGI can be written. */
export type UwsgiFormat = 'ini' | 'yaml' | 'json' | 'xml' | 'argv' | 'environment'

/** The section that uWSGI reads when no other is asked for. */
export const DEFAULT_SECTION = 'uwsgi'

/** UTF-16 units of a file that are read; a configuration of more is none. */
export const MAX_CONFIG_LENGTH = 16 << 20

/** What is wrong with a file as a file: kept as data, never thrown. An error: uWSGI refuses it, or reads something else. */
export interface UwsgiProblem extends ConfigProblem {
  /** Stable, kebab-case: `section-with-rest`, `include-missing`. */
  readonly kind: string
  readonly severity: Severity
}

/**
 * One `name = value` as a file, a command line or the environment has it; includes and placeholders are not followed.
 * Its own span is all that it takes: in an ini the whole line or lines, without the line end.
 */
export interface UwsgiOption extends Span {
  readonly name: string
  /** What uWSGI gets from the file: without quotes, escapes and blanks around, after `%%`; `''` for a bare flag. */
  readonly value: string
  /** The value as it stands in the file; what was not written (a bare flag) is `''`. */
  readonly raw: string
  /** False for a bare flag: `master`, `<master/>`, `--master`. */
  readonly hasValue: boolean
  /** `''` before the first section. */
  readonly section: string
  /** True for what uWSGI crashes on: an element in an element of XML. */
  readonly crashes?: boolean
  readonly nameSpan: Span
  /** Of the raw value; empty, behind the name, where none was written. */
  readonly valueSpan: Span
}

/** The header of a section: `[uwsgi]`, `uwsgi:`, `<uwsgi id="x">`. */
export interface UwsgiSection extends Span {
  readonly name: string
}

export interface UwsgiComment extends Span {
  /** Without the sign of the comment and blanks around. */
  readonly text: string
}

/** A configuration as written, one file of it. */
export interface UwsgiConfig {
  readonly format: UwsgiFormat
  readonly file: string
  readonly text: string
  /** Of all sections, in the order of the file. */
  readonly options: readonly UwsgiOption[]
  readonly sections: readonly UwsgiSection[]
  readonly comments: readonly UwsgiComment[]
  readonly problems: readonly UwsgiProblem[]
}
