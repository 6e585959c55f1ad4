import {parseAllDocuments} from 'yaml'
import {DEFAULT_SECTION} from './model.js'
import type {Source} from './source.js'
import {readEmbeddedYaml} from './yaml-embedded.js'
import {type YamlComment, YamlScan, type YamlToken} from './yaml-tokens.js'

/**
 * Reads YAML as a build with libyaml does: it listens to the scanner alone, so that a mapping in a mapping is flattened,
 * braces are ignored, and an anchor or a tag ends it all.
 */
export function readYaml(source: Source): void {
  try {
    readAll(source)
  } catch (error) {
    // The parser calls itself for what nests.
    if (!(error instanceof RangeError)) throw error
    source.problem('syntax', 'the file nests too deep to be a configuration', 0)
  }
}

function readAll(source: Source): void {
  const scan = new YamlScan(source.text)
  for (const {text, start, end} of scan.comments) source.comments.push({text, ...source.span(start, end)})
  let end = 0
  for (const name of sectionsIn(source, scan.tokens)) {
    end = Math.max(end, new SectionReader(source, name).read(scan.tokens) ?? source.text.length)
  }
  reportErrors(source, [...scan.errors, ...errorsIn(source.text)], end)
  reportControls(source)
  reportEmbedded(source)
}

/** Builds without libyaml have a parser of their own that may see another configuration. */
function reportEmbedded(source: Source): void {
  const mine = source.options.filter(({section}) => section === DEFAULT_SECTION)
  const theirs = readEmbeddedYaml(source.text, DEFAULT_SECTION)
  const at = mine.findIndex(({name, value}, index) => theirs[index]?.name !== name || theirs[index]?.value !== value)
  const option = mine[at]
  if (!option) return
  const sees = theirs[at] ? `${theirs[at].name} = ${theirs[at].value}` : 'the end'
  const message = `a uWSGI without libyaml (pip, Homebrew) sees something else from here on: ${sees}`
  const {file, line, column} = option.location
  source.problems.push({kind: 'embedded-parser', severity: 'info', message, location: {file, line, column}})
}

/** Names of mappings at the outermost level; the first of each name is read, and only that one. */
function sectionsIn(source: Source, tokens: readonly YamlToken[]): Set<string> {
  const names = new Set([DEFAULT_SECTION])
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    const [before, behind] = [tokens[index - 1], tokens[index + 2]]
    if (token.kind === 'mapping-start' || token.kind === 'sequence-start') depth++
    else if (token.kind === 'end') depth--
    else if (token.kind !== 'scalar' || before?.kind !== 'key' || depth !== 1) continue
    else {
      source.sections.push({name: token.text, ...source.span(token.start, token.end)})
      if (behind?.kind === 'mapping-start' || behind?.kind === 'entry') names.add(token.text)
      else if (behind?.kind === 'other') reportBraces(source, token)
    }
  }
  return names
}

function reportBraces(source: Source, {text, start, end}: YamlToken): void {
  source.problem(
    'flow-mapping',
    `uWSGI reads nothing of "${text}" when it stands in braces or behind a tag`,
    start,
    end,
  )
}

/** A character that YAML allows nowhere stops libyaml wherever it stands: `%[` becomes one. */
function reportControls(source: Source): void {
  const at = source.text.search(/[^\t\n\r -~\u0085\u00a0-\uffff]/)
  if (at >= 0) source.problem('syntax', 'the file is no YAML: it holds a control character', at, at + 1)
}

/** The first of each document. */
function errorsIn(text: string): YamlComment[] {
  const documents = parseAllDocuments(text, {logLevel: 'silent', prettyErrors: false, uniqueKeys: false})
  return [...documents].flatMap((document) => {
    const [error] = 'errors' in document ? document.errors : []
    return error ? [{text: error.message.toLowerCase(), start: error.pos[0], end: error.pos[1]}] : []
  })
}

/** The first error; what stands behind the place where uWSGI stops reading does no harm. */
function reportErrors(source: Source, errors: readonly YamlComment[], end: number): void {
  const first = errors.toSorted((a, b) => a.start - b.start)[0]
  if (!first) return
  const isRead = first.start <= end
  const [kind, severity] = isRead ? (['syntax', 'error'] as const) : (['syntax-behind', 'warning'] as const)
  source.problem(kind, `the file is no YAML: ${first.text}`, first.start, first.end, severity)
}

/** What uWSGI does with the tokens when it is asked for one section. */
class SectionReader {
  readonly #source: Source
  readonly #section: string
  #state: 'none' | 'key' | 'value' | 'sequence' = 'none'
  /** How deep it is in the section; 0 outside. */
  #depth = 0
  #key: YamlToken | undefined

  constructor(source: Source, section: string) {
    this.#source = source
    this.#section = section
  }

  /** Where uWSGI stops, when it does so before the end. */
  read(tokens: readonly YamlToken[]): number | undefined {
    return tokens.find((token) => !this.#take(token))?.start
  }

  /** False where uWSGI stops to read. */
  #take(token: YamlToken): boolean {
    switch (token.kind) {
      case 'key':
      case 'value':
        this.#state = token.kind
        return true
      case 'sequence-start':
        if (this.#depth > 0) this.#depth++
        this.#state = 'sequence'
        return true
      case 'entry':
        this.#state = 'sequence'
        return true
      case 'mapping-start':
        this.#enter(token)
        return true
      case 'end':
        return this.#leave()
      case 'scalar':
        return this.#scalar(token)
      default:
        this.#state = 'none'
        return true
    }
  }

  #enter({start}: YamlToken): void {
    if (this.#depth > 0) {
      this.#depth++
      const message = `a mapping in a mapping: uWSGI takes what is inside for options of "${this.#section}"`
      this.#source.problem('nested', message, start, start, 'warning')
    } else if (this.#key?.text === this.#section) this.#depth = 1
  }

  #leave(): boolean {
    const wasInside = this.#depth > 0
    if (wasInside) this.#depth--
    this.#key = undefined
    this.#state = 'none'
    return !wasInside || this.#depth > 0
  }

  #scalar(token: YamlToken): boolean {
    if (this.#state === 'key') {
      this.#key = token
      return true
    }
    if (this.#state === 'none') {
      const message = 'uWSGI stops reading here: it knows neither anchors nor aliases nor tags'
      this.#source.problem('unsupported-token', message, token.start, token.end)
      return false
    }
    if (this.#key && this.#depth > 0) this.#option(this.#key, token)
    if (this.#state === 'value') {
      this.#key = undefined
      this.#state = 'none'
    }
    return true
  }

  #option(key: YamlToken, value: YamlToken): void {
    this.#source.option({
      name: key.text,
      value: value.text,
      hasValue: true,
      section: this.#section,
      at: {
        name: [key.start, key.end],
        value: [value.start, value.end],
        whole: [this.#state === 'value' ? key.start : value.start, value.end],
      },
    })
  }
}
