import type {ConfigProblem, Directive, ParsedConfig} from './directive.js'

/** What reads files: a machine, or the output of `nginx -T`. */
export interface Files {
  /** `undefined` when there is none or it cannot be read. */
  read(path: string): Promise<string | undefined>
  /** The paths that match a pattern of `glob(7)`, sorted. */
  glob(pattern: string): Promise<readonly string[]>
}

/** A configuration with its includes in their places. */
export interface LoadedConfig {
  readonly directives: readonly Directive[]
  /** Every file that was read, the first one first. */
  readonly files: readonly ParsedConfig[]
  readonly problems: readonly ConfigProblem[]
}

/** An include, as a server means it. */
export interface Include {
  /** Absolute; a pattern when it holds `*`, `?` or `[`. */
  readonly pattern: string
  /** A file that is not there is no problem. */
  readonly isOptional: boolean
}

/** How a server's language is read. */
export interface Dialect {
  readonly parse: (text: string, file: string) => ParsedConfig
  /** What a directive includes; `folder` is that of the main file, with its slash. */
  readonly includeOf: (directive: Directive, folder: string) => Include | undefined
}

const MAX_FILES = 5000

/** Reads a file and what it includes. */
export async function loadConfig(file: string, files: Files, dialect: Dialect): Promise<LoadedConfig> {
  const text = await files.read(file)
  if (text !== undefined) return loadText(text, file, files, dialect)
  return {directives: [], files: [], problems: [{message: 'cannot be read', location: {file, line: 1, column: 1}}]}
}

/** As {@link loadConfig}, of a text that was read already. */
export async function loadText(text: string, file: string, files: Files, dialect: Dialect): Promise<LoadedConfig> {
  const loader = new Loader(files, dialect, file.slice(0, file.lastIndexOf('/') + 1))
  const directives = await loader.take(dialect.parse(text, file), [file])
  return {directives, files: loader.parsed, problems: loader.problems}
}

class Loader {
  readonly parsed: ParsedConfig[] = []
  readonly problems: ConfigProblem[] = []
  readonly #files: Files
  readonly #dialect: Dialect
  readonly #folder: string

  constructor(files: Files, dialect: Dialect, folder: string) {
    this.#files = files
    this.#dialect = dialect
    this.#folder = folder
  }

  async take(config: ParsedConfig, chain: readonly string[]): Promise<readonly Directive[]> {
    this.parsed.push(config)
    this.problems.push(...config.problems)
    return this.#follow(config.directives, chain)
  }

  async #follow(directives: readonly Directive[], chain: readonly string[]): Promise<readonly Directive[]> {
    const followed: Directive[] = []
    for (const directive of directives) {
      const include = this.#dialect.includeOf(directive, this.#folder)
      if (include) {
        const included = await this.#include(directive, include, chain)
        followed.push(included ? {...directive, included} : directive)
      } else if (directive.block) followed.push({...directive, block: await this.#follow(directive.block, chain)})
      else followed.push(directive)
    }
    return followed
  }

  async #include(
    directive: Directive,
    {pattern, isOptional}: Include,
    chain: readonly string[],
  ): Promise<readonly Directive[] | undefined> {
    const included: Directive[] = []
    let isMissing = false
    for (const file of /[*?[]/.test(pattern) ? await this.#files.glob(pattern) : [pattern]) {
      const problem = chain.includes(file)
        ? `${file} includes itself`
        : this.parsed.length >= MAX_FILES && `more than ${MAX_FILES} files`
      const text = problem ? undefined : await this.#files.read(file)
      if (text !== undefined) included.push(...(await this.take(this.#dialect.parse(text, file), [...chain, file])))
      else if (problem || !isOptional) {
        isMissing = true
        const message = problem || `${file} cannot be read`
        this.problems.push({message, location: directive.location, ...(problem ? {} : {isMissingInclude: true})})
      }
    }
    return isMissing && included.length === 0 ? undefined : included
  }
}
