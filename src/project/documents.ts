import {evidence} from './evidence.js'
import type {ProjectEvidence} from './project.js'
import {linesOf} from './text.js'

/** A table of TOML, JSON or YAML. */
export type Table = Readonly<Record<string, unknown>>

/** What a TOML file says; `undefined` when it is none. */
export async function parseToml(text: string): Promise<Table | undefined> {
  const {parse} = await import('smol-toml')
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

/** What a YAML file says; `undefined` when it is none, or expands to more than it should. */
export async function parseYaml(text: string): Promise<Table | undefined> {
  const {parse} = await import('yaml')
  try {
    return tableOf(parse(text, {maxAliasCount: 100, logLevel: 'silent'}))
  } catch {
    return undefined
  }
}

/** What a JSON file says; `undefined` when it is none. */
export function parseJson(text: string): Table | undefined {
  try {
    return tableOf(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** The value below the keys; `undefined` when there is none. */
export function at(table: unknown, ...keys: readonly string[]): unknown {
  let value = table
  for (const key of keys) {
    const inner = tableOf(value)
    if (inner === undefined || !Object.hasOwn(inner, key)) return undefined
    value = inner[key]
  }
  return value
}

export function tableOf(value: unknown): Table | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : undefined
}

/** The strings of a list, what is no string left out. */
export function stringsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

export const stringIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The first line that holds the words, in this order and outside of a comment: where a parsed value stands. */
export function findLine(file: string, text: string, ...words: readonly string[]): ProjectEvidence {
  for (const [i, line] of linesOf(text).entries()) {
    const found = indexOfWords(line, words)
    if (found !== -1) return evidence(file, {line: i + 1, column: found + 1}, line.trim())
  }
  return evidence(file, {line: 1}, words.join(' '))
}

function indexOfWords(line: string, words: readonly string[]): number {
  if (/^\s*(#|\/\/)/.test(line)) return -1
  let from = 0
  let first = -1
  for (const word of words) {
    const found = line.indexOf(word, from)
    if (found === -1) return -1
    if (first === -1) first = found
    from = found + word.length
  }
  return first
}
