import {dirname, join} from 'node:path'
import {environmentError, type TsgiError} from '../errors.js'
import type {Action, PathAction} from './action.js'
import type {ApplyOptions} from './apply.js'
import {idsOf} from './look.js'
import {makeFolder, makeLink, removeName} from './names.js'
import {openPlace, type Place} from './place.js'
import type {Change, Wanted, WantedCommand, WantedFile, WantedFolder} from './plan.js'
import {runCommand} from './run-command.js'
import {bytesOf, type Expected, hashOf, isAs, type Ownership, type Seen, stateAt} from './state.js'
import {draftName, freeBackupName, keepCopy, replaceFile, sweepDrafts} from './write.js'

/** A step whose turn it is. */
export interface Turn {
  readonly options: ApplyOptions
  /** Of the plan, from 0. */
  readonly step: number
  /** When the plan began to be applied. */
  readonly at: Date
}

/** What was thought out: what goes into the log, and what then happens. */
interface Deed {
  readonly action: Action
  /** Content of the file that is there. */
  readonly old?: Uint8Array | undefined
  act(): Promise<void>
}

/** Does one step of a plan. Returns where a person's content is kept, where it was overwritten. */
export async function applyChange(change: Change, turn: Turn): Promise<string | undefined> {
  const {wanted, before} = change
  if (wanted.kind === 'command') {
    await perform(commandDeed(wanted, turn), turn)
    return undefined
  }
  const followsLast = wanted.kind === 'file' || wanted.kind === 'folder'
  await using place = await openPlace(wanted.path, {uid: turn.options.host.identity().uid, followsLast})
  if (!place) throw noFolder(wanted.path)
  const seen = await stateAt(place)
  if (!isAs(before as Expected, seen.state)) throw changedMeanwhile(wanted.path)
  if (!turn.options.log) await sweepDrafts(place, turn.options.host) // a log knows the names of its drafts
  const deed = await pathDeed(wanted, {place, seen, turn})
  if (!change.isForeign || seen.state.kind !== 'file') {
    await perform(deed, turn)
    return undefined
  }
  const backup = await freeBackupName(place, turn.at)
  const copy = {...seen.state, bytes: seen.bytes!}
  const act = async () => {
    await keepCopy(place, copy, backup)
    await deed.act()
  }
  await perform({...deed, action: {...(deed.action as PathAction), backup}, act}, turn)
  return join(dirname(place.path), backup)
}

async function perform({action, old, act}: Deed, {options, step}: Turn): Promise<void> {
  const number = await options.log?.begin(step, action, old)
  await act()
  if (number !== undefined) await options.log?.done(number)
}

function commandDeed(wanted: WantedCommand, {options}: Turn): Deed {
  const {argv, purpose, undo} = wanted
  return {action: {do: 'run', argv, purpose, ...(undo ? {undo} : {})}, act: () => runCommand(wanted, options)}
}

interface Scene {
  readonly place: Place
  readonly seen: Seen
  readonly turn: Turn
}

async function pathDeed(wanted: Exclude<Wanted, {kind: 'command'}>, scene: Scene): Promise<Deed> {
  const {place, seen, turn} = scene
  const draft = draftName(place.name, turn.options.host.pid())
  const base = {path: place.path, before: seen.state}
  const old = seen.bytes
  switch (wanted.kind) {
    case 'file': {
      const file = {bytes: bytesOf(wanted.content), ...(await ownershipFor(wanted, scene, 0o644))}
      const after = {kind: 'file', hash: hashOf(file.bytes), ...ownershipIn(file)} as const
      return {action: {do: 'write', ...base, draft, after}, old, act: () => replaceFile(place, file, draft)}
    }
    case 'folder': {
      const ownership = await ownershipFor(wanted, scene, 0o755)
      const after = {kind: 'folder', ...ownership} as const
      return {action: {do: 'folder', ...base, after}, act: () => makeFolder(place, ownership)}
    }
    case 'link': {
      const {target} = wanted
      const after = {kind: 'link', target} as const
      return {action: {do: 'link', ...base, draft, after}, old, act: () => makeLink(place, {target, draft})}
    }
    case 'remove':
      return {action: {do: 'remove', ...base, after: {kind: 'missing'}}, old, act: () => removeName(place)}
  }
}

/** What is wanted, else what is there, else the default. */
async function ownershipFor(
  wanted: WantedFile | WantedFolder,
  {seen: {state}, turn}: Scene,
  mode: number,
): Promise<Partial<Ownership> & {readonly mode: number}> {
  const there = state.kind === 'file' || state.kind === 'folder' ? ownershipIn(state) : {}
  const ids = await idsOf(wanted, turn.options.host)
  if (ids.uid === -1) throw noSuchName('user', wanted.owner!)
  if (ids.gid === -1) throw noSuchName('group', wanted.group!)
  return {mode, ...there, ...(wanted.mode === undefined ? {} : {mode: wanted.mode}), ...ids}
}

function ownershipIn({mode, uid, gid}: Partial<Ownership>): Partial<Ownership> {
  return {
    ...(mode === undefined ? {} : {mode}),
    ...(uid === undefined ? {} : {uid}),
    ...(gid === undefined ? {} : {gid}),
  }
}

function noSuchName(kind: 'user' | 'group', name: string): TsgiError {
  return environmentError(
    'TSGI_NO_SUCH_USER',
    `there is no ${kind} ${JSON.stringify(name)}`,
    `getent ${kind === 'user' ? 'passwd' : kind}`,
  )
}

function noFolder(path: string): TsgiError {
  const message = `cannot write ${path}: its folder does not exist`
  return environmentError('TSGI_CANNOT_WRITE', message, `mkdir -p ${dirname(path)}`)
}

function changedMeanwhile(path: string): TsgiError {
  return environmentError(
    'TSGI_CHANGED_MEANWHILE',
    `${path} changed since it was looked at; nothing was done to it`,
    'run it again',
  )
}
