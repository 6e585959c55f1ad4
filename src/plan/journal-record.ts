import type {Action} from './action.js'
import type {Wanted} from './plan.js'

/** Of the format below; a journal of another version is refused, never guessed at. */
export const JOURNAL_VERSION = 1

/** One line of a journal, JSON. Contents of files lie beside it, under `blobs/<sha256>`. */
export type JournalRecord =
  | {readonly record: 'journal'; readonly version: number}
  | {
      readonly record: 'start'
      readonly run: number
      /** What the run is for: `step 2: configure`. */
      readonly label: string
      /** ISO 8601. */
      readonly at: string
      readonly force: boolean
      readonly steps: readonly StoredStep[]
    }
  /** Written, and on disk, before the action happens; `step` counts from 0 in the steps of the run. */
  | {readonly record: 'begin'; readonly number: number; readonly step: number; readonly action: Action}
  | {readonly record: 'done'; readonly number: number}
  | {readonly record: 'undone'; readonly number: number}
  | {readonly record: 'finish'; readonly run: number}

/** A step as it was wanted; the content of a file is the name of its blob. */
export type StoredStep =
  | (Omit<Wanted & {kind: 'file'}, 'content'> & {readonly blob: string})
  | Exclude<Wanted, {kind: 'file'}>

/** An action of a journal, and how far it went. */
export interface JournalEntry {
  readonly number: number
  readonly step: number
  readonly action: Action
  readonly isDone: boolean
  readonly isUndone: boolean
}

/** One application of a plan. */
export interface JournalRun {
  readonly run: number
  readonly label: string
  readonly at: string
  readonly force: boolean
  readonly steps: readonly StoredStep[]
  readonly entries: readonly JournalEntry[]
  /** False: it was killed, or failed, half-way. */
  readonly isFinished: boolean
}

/** Runs out of records, in order. */
export function runsOf(records: readonly JournalRecord[]): JournalRun[] {
  const runs: {run: JournalRun; entries: JournalEntry[]}[] = []
  for (const record of records) {
    if (record.record === 'start') {
      const {record: _, ...run} = record
      runs.push({run: {...run, entries: [], isFinished: false}, entries: []})
    } else if (record.record === 'begin') {
      const {number, step, action} = record
      runs.at(-1)?.entries.push({number, step, action, isDone: false, isUndone: false})
    } else if (record.record === 'finish') {
      const found = runs.find(({run}) => run.run === record.run)
      if (found) found.run = {...found.run, isFinished: true}
    } else if (record.record !== 'journal') {
      mark(runs, record.number, record.record)
    }
  }
  return runs.map(({run, entries}) => ({...run, entries}))
}

function mark(runs: readonly {entries: JournalEntry[]}[], number: number, as: 'done' | 'undone'): void {
  for (const {entries} of runs) {
    const at = entries.findIndex((entry) => entry.number === number)
    if (at >= 0) entries[at] = {...entries[at]!, ...(as === 'done' ? {isDone: true} : {isUndone: true})}
  }
}
