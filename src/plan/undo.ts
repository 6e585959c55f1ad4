import {lstat} from 'node:fs/promises'
import {TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import {makeFolder, makeLink, type PathAction, removeFolder, removeName} from './action.js'
import type {Journal} from './journal.js'
import type {JournalEntry} from './journal-record.js'
import {openPlace, type Place} from './place.js'
import {commandText, runCommand} from './run-command.js'
import {type Expected, isAs, MISSING, type State, stateAt} from './state.js'
import {draftName, keepCopy, replaceFile} from './write.js'

export interface UndoOptions {
  readonly host: Host
  /** The runs to take back, the newest first in any case; default all. */
  readonly runs?: readonly number[]
  /** Also what a person changed since; a copy of a changed file is kept beside it. */
  readonly force?: boolean
  readonly onUndone?: (entry: JournalEntry) => void
  readonly onOutput?: (chunk: Buffer) => void
}

/** Something that was not taken back, and why. */
export interface Left {
  readonly entry: JournalEntry
  /** A path, or a command as it would be typed. */
  readonly what: string
  readonly reason: string
}

export interface Undone {
  readonly undone: readonly JournalEntry[]
  readonly left: readonly Left[]
  /** Copies of what a person had changed. */
  readonly backups: readonly string[]
}

/**
 * Takes back what a journal says was begun, the newest first: contents, owners and modes as they were. What a person
 * changed since is left alone. It can be killed and run again like anything that it takes back.
 */
export async function undo(journal: Journal, options: UndoOptions): Promise<Undone> {
  const {runs} = options
  const entries = journal.runs
    .filter(({run}) => runs === undefined || runs.includes(run))
    .flatMap(({entries}) => entries.filter(({isUndone}) => !isUndone))
  const result: {undone: JournalEntry[]; left: Left[]; backups: string[]} = {undone: [], left: [], backups: []}
  for (const entry of entries.reverse()) {
    const outcome = await undoEntry(entry, journal, options)
    if (outcome.reason !== undefined) {
      result.left.push({entry, what: nameOf(entry), reason: outcome.reason})
      continue
    }
    await journal.undone(entry.number)
    if (outcome.backup !== undefined) result.backups.push(outcome.backup)
    result.undone.push(entry)
    options.onUndone?.(entry)
  }
  return result
}

/** Without a reason it is as it was before the action. */
interface Outcome {
  readonly reason?: string
  readonly backup?: string
}

async function undoEntry({action}: JournalEntry, journal: Journal, options: UndoOptions): Promise<Outcome> {
  try {
    if (action.do === 'run') {
      if (action.undo) await runCommand({argv: action.undo, purpose: `undoing "${action.purpose}"`}, options)
      return {}
    }
    return await undoPath(action, journal, options)
  } catch (error) {
    if (error instanceof TsgiError) return {reason: error.message}
    throw error
  }
}

async function undoPath(action: PathAction, journal: Journal, {host, force = false}: UndoOptions): Promise<Outcome> {
  await using place = await openPlace(action.path, {uid: host.identity().uid, followsLast: false})
  if (!place) return action.before.kind === 'missing' ? {} : {reason: 'its folder is gone'}
  if ('draft' in action) await removeDraft(place, action.draft)
  const {state, bytes} = await stateAt(place)
  if (isAs(action.before as Expected, state)) return {}
  if (!isAs(action.after, state) && !force)
    return {reason: `it was changed since: ${differenceOf(action.after, state)}`}
  const isChanged = !isAs(action.after, state)
  const backup =
    isChanged && state.kind === 'file' ? await keepCopy(place, {...state, bytes: bytes!}, new Date()) : undefined
  const reason = await putBack(place, {before: action.before, state, journal, host})
  return {...(reason === undefined ? {} : {reason}), ...(backup === undefined ? {} : {backup})}
}

interface Scene {
  readonly before: State
  /** What is there now. */
  readonly state: State
  readonly journal: Journal
  readonly host: Host
}

/** Returns why it cannot be, where it cannot. */
async function putBack(place: Place, {before, state, journal, host}: Scene): Promise<string | undefined> {
  const draft = draftName(place.name, host.pid())
  if (state.kind === 'other' || (state.kind === 'folder' && !['missing', 'folder'].includes(before.kind))) {
    return 'something else stands there now'
  }
  switch (before.kind) {
    case 'missing':
      if (state.kind !== 'folder') await removeName(place)
      else if (!(await removeFolder(place))) return 'it is not empty'
      return undefined
    case 'file':
      await replaceFile(place, {...before, bytes: await journal.kept(before.hash)}, draft)
      return undefined
    case 'link':
      await makeLink(place, {...before, draft})
      return undefined
    case 'folder':
      if (state.kind === 'file' || state.kind === 'link') return 'something else stands there now'
      await makeFolder(place, before)
      return undefined
    case 'other':
      return 'it was a device or socket'
  }
}

async function removeDraft(place: Place, draft: string): Promise<void> {
  if (await lstat(place.at(draft)).catch(() => undefined)) await removeName(place, draft)
}

function nameOf({action}: JournalEntry): string {
  return action.do === 'run' ? commandText(action.argv) : action.path
}

function differenceOf(after: Expected, state: State): string {
  const now = state as Expected
  if (now.kind !== after.kind)
    return state === MISSING || now.kind === 'missing' ? 'it is gone' : `it is a ${now.kind} now`
  if (now.hash !== after.hash || now.target !== after.target) return 'it has another content'
  return 'it has another owner or mode'
}
