import {problems} from '../knowledge/problems/index.js'
import type {Problem} from '../knowledge/problems/problem.js'

/** The words that the lines of one pattern have, whatever their values. */
interface Wording {
  readonly problem: Problem
  /** Lower case. */
  readonly anchor: string
  readonly words: ReadonlySet<string>
}

const MAX_CHARACTERS = 2000
/** Part of what the message says that has to stand in a known one. */
const ENOUGH = 0.75
/** Fewer than that say too little to tell. */
const FEWEST_WORDS = 2
const MAX_NEAR = 3
/** What a word of no known message weighs, next to a word of one: it may be a value. */
const UNHEARD = 2.5

/** Words, and numbers that are errors or exit codes rather than values. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z]{2,}|\b\d{2,3}\b/g) ?? [])
}

/** What an expression spells out: without the names of groups, the kinds of characters and the quantities. */
function literal(source: string): string {
  return source.replace(/\(\?<\w+>|\(\?[:=!<]+|\\[a-zA-Z]/g, ' ').replace(/\[(?:\\.|[^\]])*\]|\{[\d,]*\}|\\/g, ' ')
}

/** What an expression leaves open behind the number of an error. */
const ERRORS: Readonly<Record<string, string>> = {
  2: 'no such file or directory',
  11: 'resource temporarily unavailable',
  13: 'permission denied',
  104: 'connection reset by peer',
  110: 'connection timed out',
  111: 'connection refused',
}

function wordingOf(anchor: string, source: string): ReadonlySet<string> {
  const text = `${anchor} ${literal(source)}`
  const errors = [...text.matchAll(/\((?<number>\d+)\b/g)].map(({groups}) => ERRORS[groups!['number']!] ?? '')
  return wordsOf(`${text} ${errors.join(' ')}`)
}

/** What people quote of a problem besides the message that it is known by. */
const ALSO: readonly (readonly [id: string, text: string])[] = [
  ['U036', "unable to load app 0 (mountpoint='') (callable not found or import error)"],
  ['U035', "unable to load app 0 (mountpoint='') (callable not found or import error)"],
  ['U040', '500 Internal Server Error'],
  ['U012', 'getopt_long() error'],
  ['U081', 'gracefully (RE)spawned uWSGI master process (pid: )'],
]

const wordings: readonly Wording[] = problems.flatMap((problem) =>
  [
    ...problem.patterns.map(({anchor, regex}) => ({anchor, words: wordingOf(anchor, regex?.source ?? '')})),
    ...ALSO.filter(([id]) => id === problem.id).map(([, text]) => ({anchor: text, words: wordsOf(text)})),
  ].map(({anchor, words}) => ({problem, words, anchor: anchor.trim().toLowerCase()})),
)

/** A word that few messages have tells more. */
const weights: ReadonlyMap<string, number> = weighed()

function weighed(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const {words} of wordings) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + wordings.length / count)]))
}

/** A message as it was before quotes, line breaks and markup got into it on the way. */
export function tidied(message: string): string {
  return message
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[\s"'`>]+|[\s"'`]+$/g, '')
}

/**
 * Problems whose messages have the words of this one: it was cut, typed from memory, or comes from another version.
 * The nearest first; none where too much of it is unheard of.
 */
export function nearProblems(message: string): readonly Problem[] {
  const asked = wordsOf(message.slice(0, MAX_CHARACTERS))
  const whole = [...asked].reduce((sum, word) => sum + (weights.get(word) ?? UNHEARD), 0)
  const scores = new Map<Problem, number>()
  for (const {problem, words, anchor} of wordings) {
    const shared = [...asked].filter((word) => words.has(word))
    if (shared.length < FEWEST_WORDS) continue
    const score = shared.reduce((sum, word) => sum + weights.get(word)!, 0) / whole
    const rank = score + shared.length / words.size / 10 + (message.toLowerCase().includes(anchor) ? 0.2 : 0)
    if (score >= ENOUGH) scores.set(problem, Math.max(rank, scores.get(problem) ?? 0))
  }
  const best = Math.max(...scores.values())
  return [...scores]
    .filter(([, score]) => score > best * 0.9)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_NEAR)
    .map(([problem]) => problem)
}
