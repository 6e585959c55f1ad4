import type {Alias, Document, Node, Pair} from 'yaml'
import type {Span} from './directive.js'
import {Lines} from './lines.js'
import {MAX_CONFIG_LENGTH, type UwsgiProblem} from './uwsgi/model.js'

/** A value of a YAML file and where it stands; aliases and `<<` are followed, and stand where they are defined. */
export type YamlNode = YamlScalar | YamlList | YamlMap

export interface YamlScalar extends Span {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  /** As text: what a program gets of it. */
  readonly text: string
  /** Where the text starts in the file, when it stands there letter by letter. */
  readonly textStart?: number
}

export interface YamlList extends Span {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
}

export interface YamlMap extends Span {
  readonly kind: 'map'
  readonly entries: readonly YamlEntry[]
}

export interface YamlEntry {
  readonly key: string
  readonly keySpan: Span
  readonly value: YamlNode
}

/** The documents of a YAML file. */
export interface YamlFile {
  readonly file: string
  readonly text: string
  readonly documents: readonly YamlNode[]
  readonly comments: readonly (Span & {readonly text: string})[]
  readonly problems: readonly UwsgiProblem[]
}

/** Nodes that a file may come to when its aliases are followed. */
const MAX_NODES = 100_000

/** Reads a YAML file; what is wrong with it is in `problems`. */
export async function readYamlFile(text: string, file: string): Promise<YamlFile> {
  const yaml = await import('yaml')
  const lines = new Lines(text.length > MAX_CONFIG_LENGTH ? '' : text, file)
  const problems: UwsgiProblem[] = []
  const fail = (kind: string, message: string, start: number, end: number) =>
    problems.push({kind, severity: 'error', message, location: lines.location(start, end)})
  if (text.length > MAX_CONFIG_LENGTH) {
    fail('too-large', 'the file is too large to be a configuration', 0, 0)
    return {file, text: '', documents: [], comments: [], problems}
  }
  const documents: YamlNode[] = []
  try {
    for (const document of yaml.parseAllDocuments(text, {logLevel: 'silent', prettyErrors: false, uniqueKeys: false})) {
      if (!('errors' in document)) continue
      const [error] = document.errors
      if (error) fail('syntax', `the file is no YAML: ${error.message.toLowerCase()}`, error.pos[0], error.pos[1])
      const resolve = (alias: Alias) => alias.resolve(document as Document)
      const node = new TreeReader(yaml, {text, lines, resolve}).node(document.contents as Node | null)
      if (node) documents.push(node)
    }
  } catch (error) {
    // It calls itself for what nests.
    if (!(error instanceof RangeError)) throw error
    fail('syntax', 'the file nests too deep, or its aliases grow without an end', 0, 0)
  }
  return {file, text, documents, comments: commentsOf(yaml, text, lines), problems}
}

type Yaml = typeof import('yaml')

interface TreeSource {
  readonly text: string
  readonly lines: Lines
  readonly resolve: (alias: Alias) => unknown
}

class TreeReader {
  readonly #yaml: Yaml
  readonly #source: TreeSource
  #count = 0

  constructor(yaml: Yaml, source: TreeSource) {
    this.#yaml = yaml
    this.#source = source
  }

  node(node: unknown): YamlNode | undefined {
    const {isAlias, isScalar, isSeq, isMap} = this.#yaml
    this.#count++
    if (this.#count > MAX_NODES) throw new RangeError('too many nodes')
    if (isAlias(node)) return this.node(this.#source.resolve(node))
    if (isScalar(node))
      return this.#scalar(node.value, node as Node, typeof node.source === 'string' ? node.source : '')
    if (isSeq(node)) {
      const items = node.items.map((item) => this.node(item)).filter((item) => item !== undefined)
      return {kind: 'list', items, ...this.#span(node as Node)}
    }
    if (isMap(node)) return {kind: 'map', entries: this.#entries(node.items as Pair[]), ...this.#span(node as Node)}
    return undefined
  }

  #scalar(value: unknown, node: Node, source: string): YamlScalar {
    const span = this.#span(node)
    const known = typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value)
    const text = value === null ? '' : typeof value === 'string' ? value : source || String(value)
    const written = this.#source.text.slice(span.start, span.end)
    const offset = written === text ? 0 : written.slice(1, -1) === text ? 1 : undefined
    return {
      kind: 'scalar',
      value: known,
      text,
      ...(offset === undefined ? {} : {textStart: span.start + offset}),
      ...span,
    }
  }

  /** What a `<<` brings in stands before the entries of the map itself, which win. */
  #entries(pairs: readonly Pair[]): YamlEntry[] {
    const [own, merged]: [YamlEntry[], YamlEntry[]] = [[], []]
    for (const {key, value} of pairs) {
      const name = this.node(key)
      const read = this.node(value) ?? this.#scalar(null, key as Node, '')
      if (name?.kind !== 'scalar') continue
      if (name.text !== '<<') own.push({key: name.text, keySpan: spanOf(name), value: read})
      else
        for (const map of read.kind === 'list' ? read.items : [read])
          if (map.kind === 'map') merged.push(...map.entries)
    }
    return [...merged.filter(({key}) => !own.some((entry) => entry.key === key)), ...own]
  }

  #span(node: Node): Span {
    const [start, end] = node.range ?? [0, 0]
    return {start, end, location: this.#source.lines.location(start, end)}
  }
}

const spanOf = ({start, end, location}: Span): Span => ({start, end, location})

function commentsOf({Lexer}: Yaml, text: string, lines: Lines): YamlFile['comments'] {
  const comments: (Span & {text: string})[] = []
  let at = 0
  for (const token of new Lexer().lex(text)) {
    // Signs that the lexer puts in for those that follow stand nowhere.
    const isSign = token.length === 1 && token < ' ' && !'\t\r\n'.includes(token) && text[at] !== token
    const length = isSign ? 0 : token.length
    if (token.startsWith('#') && text.startsWith(token, at)) {
      comments.push({
        text: token.slice(1).trim(),
        start: at,
        end: at + length,
        location: lines.location(at, at + length),
      })
    }
    at += length
  }
  return comments
}

/** What stands under a path of keys. */
export function under(node: YamlNode | undefined, ...path: readonly string[]): YamlNode | undefined {
  let here = node
  for (const key of path) here = entriesOf(here).findLast((entry) => entry.key === key)?.value
  return here
}

/** The entries of a map; none of anything else. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : []
}

/** The items of a list; none of anything else. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : []
}

/** The text of a scalar that says something. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined
}
