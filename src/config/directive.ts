import type {Location} from '../diagnostics.js'

/** Where something stands in the text of its file: offsets in UTF-16 units, `end` behind the last one. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly location: Location
}

/** One word behind a directive's name. */
export interface Argument extends Span {
  /** What the server sees: without quotes, escapes resolved. */
  readonly value: string
  /** The quote it was written in. */
  readonly quote?: '"' | "'"
}

/** A directive of a web server's configuration: nginx, Apache and lighttpd alike. */
export interface Directive extends Span {
  /** As it is written; Apache compares it without case. */
  readonly name: string
  readonly nameSpan: Span
  readonly args: readonly Argument[]
  /** What stands inside, when it is a block. */
  readonly block?: readonly Directive[]
  /** What an include brought in, file after file; undefined where it was not followed. */
  readonly included?: readonly Directive[]
}

/** Something that the server would refuse, or that cannot be read. */
export interface ConfigProblem {
  readonly message: string
  readonly location: Location
  /** A file that is included is not there; a part of a configuration may be read somewhere else than where it will stand. */
  readonly isMissingInclude?: boolean
}

/** A file that was read. */
export interface ParsedConfig {
  readonly file: string
  readonly text: string
  readonly directives: readonly Directive[]
  readonly problems: readonly ConfigProblem[]
}

/** A directive, and the blocks that it stands in, the outermost first. */
export interface Placed {
  readonly directive: Directive
  readonly parents: readonly Directive[]
}

/** Every directive, those of blocks and of includes too, in the order in which the server reads them. */
export function* walk(directives: readonly Directive[], parents: readonly Directive[] = []): Generator<Placed> {
  for (const directive of directives) {
    yield {directive, parents}
    if (directive.included) yield* walk(directive.included, parents)
    if (directive.block) yield* walk(directive.block, [...parents, directive])
  }
}

/** Those of one block, with what its includes brought in standing in their place. */
export function* flat(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    if (directive.included) yield* flat(directive.included)
    else yield directive
  }
}
