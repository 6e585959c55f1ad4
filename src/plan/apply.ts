import {TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import {type Action, makeFolder, makeLink, removeName} from './action.js'
import {idsOf} from './look.js'
import {openPlace, type Place} from './place.js'
import {type Change, foreignPaths, type Plan, type Wanted, type WantedFile, type WantedFolder} from './plan.js'
import {runCommand} from './run-command.js'
import {bytesOf, type Expected, hashOf, isAs, type Ownership, type State, stateAt} from './state.js'
import {draftName, keepCopy, replaceFile} from './write.js'

/** Where actions are written down before they happen. */
export interface ActionLog {
  /** Lasts on disk before it resolves; `step` counts from 0 in the plan, `old` is the content of the file that is there. */
  begin(step: number, action: Action, old?: Uint8Array): Promise<number>
  done(number: number): Promise<void>
}

export interface ApplyOptions {
  readonly host: Host
  readonly log?: ActionLog
  /** Overwrites what somebody else wrote or changed; a copy is kept beside it. */
  readonly force?: boolean
  /** Stops between two steps. */
  readonly signal?: AbortSignal
  readonly onChange?: (change: Change) => void
  /** Output of commands, as it comes. */
  readonly onOutput?: (chunk: Buffer) => void
}

/** What was done, in order; what was as wanted already is not in it. */
export interface Applied {
  readonly changes: readonly (Change & {
    /** Where the old content of a file of somebody else lies. */
    readonly backup?: string
  })[]
}

/**
 * Does what a plan says, step by step. Each file is old or new at any moment, never half.
 *
 * @throws TsgiError `TSGI_CHANGED_BY_HAND` before anything was done; environment when a step fails: what was done before
 * it stays, and is in the log.
 */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<Applied> {
  if (!options.force) refuseForeign(plan)
  const at = new Date()
  const changes: Applied['changes'][number][] = []
  for (const [step, change] of plan.changes.entries()) {
    if (change.action === 'unchanged') continue
    if (options.signal?.aborted) throw interruptedAfter(changes.length, plan)
    const backup = await applyChange(change, {options, step, at})
    const done = {...change, ...(backup === undefined ? {} : {backup})}
    changes.push(done)
    options.onChange?.(done)
  }
  return {changes}
}

function refuseForeign(plan: Plan): void {
  const paths = foreignPaths(plan)
  if (paths.length === 0) return
  const what = paths.length === 1 ? paths[0] : `${paths.length} files (${paths.join(', ')})`
  throw new TsgiError(`${what} would be overwritten, and tsgi did not write it, or somebody changed it since`, {
    code: 'TSGI_CHANGED_BY_HAND',
    kind: 'negative',
    suggestions: ['--dry-run shows the difference', '--force overwrites, and keeps a copy beside it'],
  })
}

interface Turn {
  readonly options: ApplyOptions
  /** Of the plan, from 0. */
  readonly step: number
  readonly at: Date
}

async function applyChange({wanted, before, isForeign}: Change, turn: Turn): Promise<string | undefined> {
  const {options, at} = turn
  if (wanted.kind === 'command') {
    await logged({do: 'run', ...commandOf(wanted)}, turn, () => runCommand(wanted, options))
    return undefined
  }
  const uid = options.host.identity().uid
  const followsLast = wanted.kind === 'file' || wanted.kind === 'folder'
  await using place = await openPlace(wanted.path, {uid, followsLast})
  if (!place) throw noFolder(wanted.path)
  const {state, bytes} = await stateAt(place)
  if (!isAs(before as Expected, state)) throw changedMeanwhile(wanted.path)
  const backup = isForeign && state.kind === 'file' ? await keepCopy(place, {...state, bytes: bytes!}, at) : undefined
  await actOn(wanted, {place, state, bytes, turn})
  return backup === undefined ? undefined : place.path.slice(0, -place.name.length) + backup
}

interface Scene {
  readonly place: Place
  readonly state: State
  readonly bytes: Buffer | undefined
  readonly turn: Turn
}

async function actOn(wanted: Exclude<Wanted, {kind: 'command'}>, scene: Scene): Promise<void> {
  const {place, state: before, bytes, turn} = scene
  const draft = draftName(place.name, turn.options.host.pid())
  const base = {path: place.path, before}
  switch (wanted.kind) {
    case 'file': {
      const file = {bytes: bytesOf(wanted.content), ...(await ownershipFor(wanted, scene, 0o644))}
      const after: Expected = {kind: 'file', hash: hashOf(file.bytes), ...ownershipIn(file)}
      return logged({do: 'write', ...base, draft, after}, turn, () => replaceFile(place, file, draft), bytes)
    }
    case 'folder': {
      const ownership = await ownershipFor(wanted, scene, 0o755)
      const after: Expected = {kind: 'folder', ...ownership}
      return logged({do: 'folder', ...base, after}, turn, () => makeFolder(place, ownership))
    }
    case 'link': {
      const {target} = wanted
      const action: Action = {do: 'link', ...base, draft, after: {kind: 'link', target}}
      return logged(action, turn, () => makeLink(place, {target, draft}), bytes)
    }
    case 'remove':
      return logged({do: 'remove', ...base, after: {kind: 'missing'}}, turn, () => removeName(place), bytes)
  }
}

async function logged(action: Action, {options, step}: Turn, act: () => Promise<void>, old?: Buffer): Promise<void> {
  const {log} = options
  const number = await log?.begin(step, action, old)
  await act()
  if (number !== undefined) await log?.done(number)
}

/** What is wanted, else what is there, else the default. */
async function ownershipFor(
  wanted: WantedFile | WantedFolder,
  {state, turn}: Scene,
  mode: number,
): Promise<Partial<Ownership> & {readonly mode: number}> {
  const there = state.kind === 'file' || state.kind === 'folder' ? ownershipIn(state) : {}
  return {
    mode,
    ...there,
    ...(wanted.mode === undefined ? {} : {mode: wanted.mode}),
    ...(await idsOf(wanted, turn.options.host)),
  }
}

function ownershipIn({mode, uid, gid}: Partial<Ownership>): Partial<Ownership> {
  return {
    ...(mode === undefined ? {} : {mode}),
    ...(uid === undefined ? {} : {uid}),
    ...(gid === undefined ? {} : {gid}),
  }
}

function commandOf({argv, undo, purpose}: Wanted & {kind: 'command'}) {
  return {argv, purpose, ...(undo ? {undo} : {})}
}

function interruptedAfter(count: number, {changes}: Plan): TsgiError {
  const all = changes.filter(({action}) => action !== 'unchanged').length
  const message = `interrupted after ${count} of ${all} steps; run it again to go on`
  return new TsgiError(message, {code: 'TSGI_INTERRUPTED', kind: 'negative'})
}

function noFolder(path: string): TsgiError {
  return new TsgiError(`cannot write ${path}: its folder does not exist`, {
    code: 'TSGI_CANNOT_WRITE',
    kind: 'environment',
  })
}

function changedMeanwhile(path: string): TsgiError {
  return new TsgiError(`${path} changed since it was looked at; nothing was done to it`, {
    code: 'TSGI_CHANGED_MEANWHILE',
    kind: 'environment',
    suggestions: ['run it again'],
  })
}
