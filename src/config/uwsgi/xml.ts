import {SaxesParser, type SaxesTagPlain} from 'saxes'
import {DEFAULT_SECTION} from './model.js'
import type {Source} from './source.js'

/** Reads `<uwsgi><name>value</name><flag/></uwsgi>`; of an element the first thing inside is its value. */
export function readXml(source: Source): void {
  const reader = new XmlReader(source)
  const parser = new SaxesParser({position: true})
  parser.on('opentag', (tag) => reader.open(tag as SaxesTagPlain, parser.position))
  parser.on('closetag', (tag) => reader.close(tag.name, parser.position))
  parser.on('text', (text) => reader.inside('text', text, parser.position))
  parser.on('cdata', (text) => reader.inside('cdata', text, parser.position))
  parser.on('comment', (text) => reader.inside('comment', text, parser.position))
  parser.on('error', ({message}) => reader.fail(message, parser.position))
  try {
    parser.write(source.text).close()
  } catch (error) {
    reader.fail(error instanceof Error ? error.message : String(error), source.text.length)
  }
}

interface Open {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Of the start tag. */
  readonly start: number
  readonly end: number
  /** What stood first inside. */
  first?: {readonly kind: 'text' | 'cdata' | 'comment' | 'element'; readonly text: string; readonly start: number}
}

class XmlReader {
  readonly #source: Source
  readonly #stack: Open[] = []
  #hasFailed = false

  constructor(source: Source) {
    this.#source = source
  }

  open({name, attributes}: SaxesTagPlain, end: number): void {
    const start = this.#source.text.lastIndexOf('<', end - 1)
    const parent = this.#stack.at(-1)
    if (parent) parent.first ??= {kind: 'element', text: '', start}
    this.#stack.push({name, attributes, start, end})
    if (this.#isSection()) this.#section(this.#stack.at(-1)!)
  }

  close(name: string, end: number): void {
    const element = this.#stack.at(-1)
    if (!element || element.name !== name) return
    if (this.#isOption()) this.#option(element, end)
    this.#stack.pop()
  }

  inside(kind: 'text' | 'cdata' | 'comment', text: string, end: number): void {
    const length = text.length + (kind === 'comment' ? 7 : 12)
    if (kind === 'comment') this.#comment(text, end - length, end)
    const parent = this.#stack.at(-1)
    if (!parent) return
    parent.first ??= {kind, text, start: parent.end}
    if (kind === 'cdata' && this.#isSection()) this.#eval(text, end)
  }

  /** The first failure; an entity that the file defines is none, only that it stays as written here. */
  fail(message: string, at: number): void {
    if (this.#hasFailed) return
    if (message.includes('undefined entity') && this.#source.text.includes('<!ENTITY')) return
    this.#hasFailed = true
    const text = message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
    this.#source.problem('syntax', `the file is no XML: ${text}`, Math.max(0, at - 1), at)
  }

  /** `<uwsgi>` as the root, or right inside it. */
  #isSection(): boolean {
    const [root, child] = this.#stack
    if (this.#stack.length === 1) return root!.name === 'uwsgi'
    return this.#stack.length === 2 && root!.name !== 'uwsgi' && child!.name === 'uwsgi'
  }

  #isOption(): boolean {
    const [root, child] = this.#stack
    if (this.#stack.length === 2) return root!.name === 'uwsgi'
    return this.#stack.length === 3 && root!.name !== 'uwsgi' && child!.name === 'uwsgi'
  }

  #section({attributes, start, end}: Open): void {
    this.#source.sections.push({name: attributes['id'] ?? DEFAULT_SECTION, ...this.#source.span(start, end)})
  }

  #comment(text: string, start: number, end: number): void {
    this.#source.comments.push({text: text.trim(), ...this.#source.span(start, end)})
  }

  #sectionName(): string {
    return this.#stack.findLast(({name}, at) => name === 'uwsgi' && at < 2)?.attributes['id'] ?? DEFAULT_SECTION
  }

  #eval(text: string, end: number): void {
    const start = end - text.length - 12
    const at = {name: [start, start], value: [start + 9, end - 3], whole: [start, end]} as const
    this.#source.option({name: 'eval', value: text, hasValue: true, section: this.#sectionName(), at})
  }

  #option(element: Open, end: number): void {
    const {attributes, start, first} = element
    const name = element.name.slice(element.name.indexOf(':') + 1)
    const crashes = first?.kind === 'element' && name !== 'app'
    if (first?.kind === 'element') {
      const message = crashes ? `<${name}> holds another element: uWSGI crashes on it` : 'uWSGI drops this <app>'
      this.#source.problem('nested', message, start, end, crashes ? 'error' : 'warning')
    }
    const closeStart = first ? this.#source.text.lastIndexOf('</', end - 1) : element.end
    const at = {
      name: [start + 1, start + 1 + element.name.length],
      value: [element.end, closeStart],
      whole: [start, end],
    } as const
    const section = attributes['id'] ?? this.#sectionName()
    const text = first?.text ?? ''
    const hasValue = first !== undefined
    if (name !== 'app') {
      this.#source.option({name, value: hasValue ? text : '1', hasValue, section, at, crashes})
    } else if (first?.kind !== 'element') {
      if (first) this.#source.option({name: 'mount', value: mountOf(attributes) + text, hasValue, section, at})
      this.#source.option({name, value: '', hasValue, section, at})
    }
  }
}

/** `<app mountpoint="/x">` is an old way to write `mount`. */
function mountOf({mountpoint, domain}: Readonly<Record<string, string>>): string {
  if (mountpoint !== undefined) return `${mountpoint}=`
  return domain === undefined ? '' : `${domain}|=`
}
