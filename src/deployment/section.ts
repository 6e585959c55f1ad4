import {type Grammar, Refusal, refusal} from './grammar/refusal.js'
import type {DescriptionProblem} from './problem.js'

/** A part of a description. */
export interface Layer {
  /** Leads to it: `applications.blog.uwsgi.`, or nothing. */
  readonly key: string
  readonly value: object
  /** Set when it is what a preset says. */
  readonly preset?: string
}

/**
 * A part of a description to read from, under which others lie that are asked when it says nothing: the application's own
 * `uwsgi`, that for all applications, that of the preset. What cannot be used is noted, and reads as if it were not there.
 */
export class Section<D extends object> {
  readonly #layers: readonly Layer[]
  readonly #problems: DescriptionProblem[]
  /** Where it stands, or would stand. */
  readonly #key: string

  constructor(problems: DescriptionProblem[], layers: readonly Layer[], key = '') {
    this.#problems = problems
    this.#layers = layers
    this.#key = key
  }

  get<T>(name: keyof D & string, grammar: Grammar<T>): T | undefined {
    const layer = this.#layerOf(name)
    return layer && this.#read(`${layer.key}${name}`, said(layer, name), grammar)
  }

  list<T>(name: keyof D & string, grammar: Grammar<T>): readonly T[] | undefined {
    const layer = this.#layerOf(name)
    if (!layer) return undefined
    const value = said(layer, name)
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    return list
      .map((item, at) =>
        this.#read(Array.isArray(value) ? `${layer.key}${name}[${at}]` : `${layer.key}${name}`, item, grammar),
      )
      .filter((item) => item !== undefined)
  }

  /** Pairs of a map, names and values read by their own grammars. */
  entries<K extends string, T>(
    name: keyof D & string,
    grammarOfName: Grammar<K>,
    grammar: Grammar<T>,
  ): readonly (readonly [K, T])[] | undefined {
    const found = this.#map(name)
    return found
      ?.map(
        ({key, value, place}) => [this.#read(place, key, grammarOfName), this.#read(place, value, grammar)] as const,
      )
      .filter((pair): pair is [Awaited<K>, Awaited<T>] => pair[0] !== undefined && pair[1] !== undefined)
  }

  /** A part of this one, in each layer that has it; `under` lies below all of them. */
  section<P extends object>(name: keyof D & string, under: readonly Layer[] = []): Section<P> {
    return new Section<P>(this.#problems, [...this.layersOf(name), ...under], `${this.#key}${name}.`)
  }

  layersOf(name: keyof D & string): readonly Layer[] {
    return this.#layers.map((layer) => this.#inner(layer, name)).filter((layer) => layer !== undefined)
  }

  /** The names that it has a word on. */
  names(): readonly string[] {
    return [...new Set(this.#layers.flatMap(({value}) => Object.keys(value)))]
  }

  /** Whether one of its names is of that grammar; notes it when it is not. */
  accepts(name: keyof D & string, grammar: Grammar<unknown>): boolean {
    return this.#read(this.keyOf(name), name, grammar) !== undefined
  }

  /** Whether it is a preset that says it. */
  isPreset(name: keyof D & string): boolean {
    return this.#layerOf(name)?.preset !== undefined
  }

  /** The first layer's word on it, unread; to tell `false` and `true` from more. */
  raw(name: keyof D & string): unknown {
    const layer = this.#layerOf(name)
    return layer && said(layer, name)
  }

  has(name: keyof D & string): boolean {
    return this.#layerOf(name) !== undefined
  }

  /** The whole key of a name, in the layer that has it: `uwsgi.harakiri`. */
  keyOf(name: keyof D & string): string {
    return `${this.#layerOf(name)?.key ?? this.#key}${name}`
  }

  refuse(name: (keyof D & string) | '', message: string, suggestion?: string): void {
    const key = name === '' ? this.#key.replace(/\.$/, '') : this.keyOf(name)
    this.#problems.push({key, message, ...(suggestion === undefined ? {} : {suggestion})})
  }

  #layerOf(name: string): Layer | undefined {
    return this.#layers.find((layer) => said(layer, name) !== undefined)
  }

  #map(name: string): readonly {readonly key: string; readonly value: unknown; readonly place: string}[] | undefined {
    const layers = this.#layers.filter((layer) => said(layer, name) !== undefined)
    if (layers.length === 0) return undefined
    const all = layers.reverse().flatMap((layer) => {
      const value = this.#read(`${layer.key}${name}`, said(layer, name), asMap)
      return Object.entries(value ?? {}).map(([key, item]) => ({
        key,
        value: item as unknown,
        place: `${layer.key}${name}.${key}`,
      }))
    })
    return [...new Map(all.map((item) => [item.key, item])).values()]
  }

  #inner(layer: Layer, name: string): Layer | undefined {
    const key = `${layer.key}${name}`
    const value = said(layer, name)
    if (typeof value === 'boolean' || value === undefined) return undefined
    const map = this.#read(key, value, asMap)
    return map && {...layer, key: `${key}.`, value: map}
  }

  #read<T>(key: string, value: unknown, grammar: Grammar<T>): T | undefined {
    try {
      return grammar(value)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#problems.push({key, message: error.message})
      return undefined
    }
  }
}

function said(layer: Layer, name: string): unknown {
  return Object.hasOwn(layer.value, name) ? (layer.value as Record<string, unknown>)[name] : undefined
}

const asMap: Grammar<object> = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(value, 'a map')
  return value
}
