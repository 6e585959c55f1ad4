import {dirname, join} from 'node:path'
import {TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {PathAction} from './action.js'
import type {Journal} from './journal.js'
import type {JournalEntry} from './journal-record.js'
import {makeFolder, makeLink, removeFolder, removeName} from './names.js'
import {openPlace, type Place} from './place.js'
import {commandText, runCommand} from './run-command.js'
import {type Expected, isAs, type Seen, type State, stateAt} from './state.js'
import {freeBackupName, keepCopy, replaceFile} from './write.js'

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

async function undoEntry(entry: JournalEntry, journal: Journal, options: UndoOptions): Promise<Outcome> {
  const {action, isDone, number} = entry
  try {
    if (action.do !== 'run') return await undoPath(action, {isDone, journal, options, draft: `tsgi-undo-${number}`})
    if (action.undo) await runCommand({argv: action.undo, purpose: `undoing "${action.purpose}"`}, options)
    return {}
  } catch (error) {
    if (error instanceof TsgiError) return {reason: error.message}
    throw error
  }
}

interface Way {
  readonly isDone: boolean
  /** End of the name under which the old content is written first: the same in each try, so that none leaves a half. */
  readonly draft: string
  readonly journal: Journal
  readonly options: UndoOptions
}

async function undoPath(action: PathAction, {isDone, journal, options, draft: ending}: Way): Promise<Outcome> {
  const {host, force = false} = options
  await using place = await openPlace(action.path, {uid: host.identity().uid, followsLast: false})
  if (!place) return action.before.kind === 'missing' ? {} : {reason: 'its folder is gone'}
  const draft = `.${place.name}.${ending}`
  for (const half of [action.draft, draft]) if (half !== undefined) await removeName(place, half)
  const seen = await stateAt(place)
  const {state} = seen
  const outcome = isAs(action.before as Expected, state) ? {} : await undoChange()
  if (outcome.reason === undefined && action.backup !== undefined) await removeCopy(place, action, isDone)
  return outcome

  async function undoChange(): Promise<Outcome> {
    // A folder is made first and gets its mode then: what a kill left between the two is still its own.
    const isHalfMade = !isDone && action.do === 'folder' && state.kind === 'folder'
    const isChanged = !isHalfMade && !isAs(action.after, state)
    if (isChanged && !force) return {reason: `it was changed since: ${differenceOf(action.after, state)}`}
    const backup = isChanged && state.kind === 'file' ? await keepChanged(place!, seen) : undefined
    const reason = await putBack(place!, {before: action.before, state, journal, draft})
    return {...(reason === undefined ? {} : {reason}), ...(backup === undefined ? {} : {backup})}
  }
}

async function keepChanged(place: Place, {state, bytes}: Seen): Promise<string> {
  const name = await freeBackupName(place, new Date())
  await keepCopy(place, {...(state as State & {kind: 'file'}), bytes: bytes!}, name)
  return join(dirname(place.path), name)
}

/** The copy of what now stands in its place again is not needed; of an action that a kill cut short it may be a half. */
async function removeCopy(place: Place, {backup, before}: PathAction, isDone: boolean): Promise<void> {
  if (before.kind !== 'file') return
  const {state} = await stateAt({...place, name: backup!, at: place.at})
  if (state.kind === 'file' && (state.hash === before.hash || !isDone)) await removeName(place, backup)
}

interface Scene {
  readonly before: State
  /** What is there now. */
  readonly state: State
  readonly journal: Journal
  readonly draft: string
}

/** Returns why it cannot be, where it cannot. */
async function putBack(place: Place, {before, state, journal, draft}: Scene): Promise<string | undefined> {
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

function nameOf({action}: JournalEntry): string {
  return action.do === 'run' ? commandText(action.argv) : action.path
}

function differenceOf(after: Expected, state: State): string {
  const now = state as Expected
  if (now.kind !== after.kind) return now.kind === 'missing' ? 'it is gone' : `it is a ${now.kind} now`
  if (now.hash !== after.hash || now.target !== after.target) return 'it has another content'
  return 'it has another owner or mode'
}
