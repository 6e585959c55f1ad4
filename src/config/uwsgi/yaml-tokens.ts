import {CST, Parser} from 'yaml'

/** What libyaml's scanner tells of a text, as far as uWSGI listens. */
export interface YamlToken {
  readonly kind:
    | 'key'
    | 'value'
    | 'scalar'
    | 'entry'
    | 'sequence-start'
    | 'mapping-start'
    /** Of a block, or of a list in brackets. */
    | 'end'
    /** An anchor, an alias, a tag, a mapping in braces, the start of a document. */
    | 'other'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A comment, in the same offsets. */
export type YamlComment = Pick<YamlToken, 'text' | 'start' | 'end'>

/** Tells the tokens of a YAML text in libyaml's order, and its comments. */
export class YamlScan {
  readonly tokens: YamlToken[] = []
  readonly comments: YamlComment[] = []
  /** What libyaml refuses, and the parser used here takes. */
  readonly errors: YamlComment[] = []

  constructor(text: string) {
    for (const token of new Parser().parse(text)) this.#node(token, -1)
  }

  #add(kind: YamlToken['kind'], start: number, end = start, text = ''): void {
    this.tokens.push({kind, start, end, text})
  }

  /** Where the last one ended: a block has no sign of its end. */
  #end(): void {
    this.#add('end', this.tokens.at(-1)?.end ?? 0)
  }

  #node(token: CST.Token | null | undefined, indent: number): void {
    if (!token) return
    switch (token.type) {
      case 'document':
        this.#source(token.start)
        this.#node(token.value, -1)
        this.#source(token.end)
        return
      case 'block-map':
        this.#blockMap(token)
        return
      case 'block-seq':
        this.#blockSequence(token, indent)
        return
      case 'flow-collection':
        this.#flow(token)
        return
      case 'alias':
        this.#name(token.source, token.offset)
        this.#add('other', token.offset)
        this.#source(token.end)
        return
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
      case 'block-scalar':
        this.#scalar(token)
        return
      default:
        this.#source([token as CST.SourceToken])
    }
  }

  #scalar(token: CST.FlowScalar | CST.BlockScalar): void {
    if (token.type === 'block-scalar') this.#source(token.props as CST.SourceToken[])
    if (token.type === 'double-quoted-scalar' && !/^"[^"\\]*(?:\\[\s\S][^"\\]*)*"$/.test(token.source)) {
      const end = token.offset + token.source.length
      this.errors.push({text: 'a quote is missing', start: token.offset, end})
    }
    const resolved = CST.resolveAsScalar(token, false, () => {})
    const start = token.type === 'block-scalar' ? token.offset : resolved.range[0]
    this.#add('scalar', start, Math.max(start, resolved.range[1]), resolved.value)
    if (token.type !== 'block-scalar') this.#source(token.end)
  }

  #blockMap(token: CST.BlockMap): void {
    this.#add('mapping-start', token.offset)
    for (const item of token.items) this.#pair(item, token.indent)
    this.#end()
  }

  /** Only a colon, or a question mark before it, makes a key of what stands in braces. */
  #pair({start, key, sep, value}: CST.CollectionItem, indent: number): void {
    const isExplicit = start.some(({type}) => type === 'explicit-key-ind')
    const isKey = isExplicit || (key && sep?.some(({type}) => type === 'map-value-ind'))
    this.#source(start.filter(({type}) => type === 'comma'))
    if (isKey) this.#add('key', start[0]?.offset ?? 0)
    this.#source(start.filter(({type}) => type !== 'comma'))
    this.#node(key, indent)
    this.#source(sep)
    this.#node(value, indent)
  }

  /** A sequence as deep as the mapping it stands in has neither start nor end to libyaml. */
  #blockSequence(token: CST.BlockSequence, indent: number): void {
    const isIndented = token.indent !== indent
    if (isIndented) this.#add('sequence-start', token.offset)
    for (const {start, value} of token.items) {
      this.#source(start)
      this.#node(value, token.indent)
    }
    if (isIndented) this.#end()
  }

  #flow(token: CST.FlowCollection): void {
    const isSequence = token.start.type === 'flow-seq-start'
    this.#add(isSequence ? 'sequence-start' : 'other', token.offset)
    for (const item of token.items) this.#pair(item, -1)
    if (isSequence) this.#end()
    else this.#add('other', token.offset)
    this.#source(token.end)
  }

  /** An anchor or an alias has letters, digits, `-` and `_`, a tag what a URI may have. */
  #name(source: string, start: number): void {
    if (/^([&*][\w-]+|!(<[^>]*>|[\w;/?:@&=+$,.!~*'()[\]%-]*))$/.test(source)) return
    this.errors.push({text: 'a name of letters and digits is wanted', start, end: start + source.length})
  }

  #source(tokens: readonly CST.SourceToken[] | undefined): void {
    for (const {type, offset, source} of tokens ?? []) {
      if (type === 'anchor' || type === 'tag') this.#name(source, offset)
      if (type === 'comment') {
        this.comments.push({text: source.slice(1).trim(), start: offset, end: offset + source.length})
      } else if (type === 'comma' || type === 'seq-item-ind') this.#add('entry', offset)
      else if (type === 'map-value-ind') this.#add('value', offset)
      else if (type === 'anchor' || type === 'tag' || type === 'doc-start') this.#add('other', offset)
    }
  }
}
