import {JsonError, type JsonMember, type JsonValue, readJsonValue} from './json-values.js'
import type {Source} from './source.js'

/** Words of JSON as uWSGI's options see them. */
const WORDS: Readonly<Record<string, string>> = {true: '1', false: '0', null: '0'}

/** Reads `{"uwsgi": {"name": value, "name": [value, …]}}`; what nests deeper vanishes without a word. */
export function readJson(source: Source): void {
  const root = valueIn(source)
  if (!root) return
  if (root.kind !== 'object') {
    source.problem('no-section', 'the file holds no object of sections: uWSGI refuses it', root.start, root.end)
    return
  }
  for (const member of root.members) {
    const isFirst = root.members.find(({name}) => name === member.name) === member
    if (!isFirst || member.value.kind !== 'object') continue
    source.sections.push({name: member.name, ...source.span(member.nameStart, member.nameEnd)})
    readSection(source, member.name, member.value.members)
  }
}

function valueIn(source: Source): JsonValue | undefined {
  try {
    const {value, comments} = readJsonValue(source.text)
    for (const [start, end] of comments) {
      const text = source.text
        .slice(start + 2, end)
        .replace(/\*\/$/, '')
        .trim()
      source.comments.push({text, ...source.span(start, end)})
    }
    return value
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    source.problem('syntax', `the file is no JSON: ${error.message}`, error.at, error.at + 1)
    return undefined
  }
}

function readSection(source: Source, section: string, members: readonly JsonMember[]): void {
  const seen = new Set<string>()
  for (const member of members) {
    if (seen.has(member.name)) {
      const message = `"${member.name}" comes twice: builds with jansson take the last only, those with yajl both`
      source.problem('duplicate-key', message, member.nameStart, member.nameEnd, 'warning')
    }
    seen.add(member.name)
    const values = member.value.kind === 'array' ? member.value.items : [member.value]
    for (const value of values) readOption(source, section, member, value)
  }
}

function readOption(source: Source, section: string, member: JsonMember, value: JsonValue): void {
  if (value.kind === 'array' || value.kind === 'object') {
    const message = `uWSGI drops what nests here: "${member.name}" takes a string, a number, true, false or a list`
    source.problem('nested', message, value.start, value.end, 'warning')
    return
  }
  if (value.kind === 'number' && /[.eE]/.test(value.text)) {
    const message = `${value.text} is no whole number: builds with jansson drop it`
    source.problem('fraction', message, value.start, value.end, 'warning')
  }
  const valueEnd = value.kind === 'string' ? value.end - 1 : value.end
  source.option({
    name: beforeNul(member.name),
    value: value.kind === 'word' ? WORDS[value.text]! : beforeNul(value.text),
    hasValue: true,
    section,
    at: {
      name: [member.nameStart + 1, member.nameEnd - 1],
      value: [value.kind === 'string' ? value.start + 1 : value.start, valueEnd],
      whole: [member.value.kind === 'array' ? value.start : member.nameStart, value.end],
    },
  })
}

/** A string of C ends at a NUL. */
const beforeNul = (text: string) => text.split('\0', 1)[0]!
