import {problems} from '../knowledge/problems/index.js'
import type {Pattern, Problem, Values} from '../knowledge/problems/problem.js'
import {decodeValues} from './decode.js'

/** A line that a known problem explains. */
export interface Match {
  readonly problem: Problem
  /** Which of the patterns of the problem it was. */
  readonly pattern: number
  readonly values: Values
}

interface Candidate {
  readonly problem: Problem
  readonly pattern: Pattern
  readonly index: number
}

/** Every pattern of the catalogue by its anchor. */
const byAnchor: ReadonlyMap<string, readonly Candidate[]> = grouped()

function grouped(): Map<string, Candidate[]> {
  const map = new Map<string, Candidate[]>()
  for (const problem of problems) {
    for (const [index, pattern] of problem.patterns.entries()) {
      const list = map.get(pattern.anchor) ?? []
      list.push({problem, pattern, index})
      map.set(pattern.anchor, list)
    }
  }
  return map
}

/** The anchors of the catalogue, in a fixed order. */
export const knownAnchors: readonly string[] = [...byAnchor.keys()]

/** Characters that expressions look at. */
const MAX_TEXT = 8192

/** The problem that explains a line; `anchors` are those known to be in it, or all are tried. */
export function matchLine(text: string, anchors: Iterable<string> = knownAnchors): Match | undefined {
  const line = text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text
  for (const anchor of anchors) {
    if (!line.includes(anchor)) continue
    for (const {problem, pattern, index} of byAnchor.get(anchor) ?? []) {
      const values = valuesOf(pattern, line)
      if (values) return {problem, pattern: index, values: decodeValues(values)}
    }
  }
  return undefined
}

function valuesOf(pattern: Pattern, line: string): Values | undefined {
  if (!pattern.regex) return pattern.when?.({}) === false ? undefined : {}
  const found = pattern.regex.exec(line)
  if (!found) return undefined
  const values: Record<string, string> = {}
  for (const name in found.groups) {
    const value = found.groups[name]
    if (value !== undefined) values[name] = value
  }
  return pattern.when?.(values) === false ? undefined : values
}
