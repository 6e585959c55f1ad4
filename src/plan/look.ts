import {environmentError} from '../errors.js'
import type {Host} from '../host/host.js'
import {openPlace} from './place.js'
import type {Change, Plan, Wanted, WantedFile, WantedFolder} from './plan.js'
import {bytesOf, MISSING, type Ownership, type Seen, type State, stateAt} from './state.js'
import {textDiff} from './text-diff.js'

export interface LookOptions {
  readonly host: Host
  /** SHA-256 (hex) of what tsgi wrote at a path, as {@link Manifest} or a journal remembers it. */
  readonly written?: (path: string) => readonly string[]
}

/**
 * Holds what is wanted against what stands there. Nothing is changed.
 *
 * @throws TsgiError environment: what stands there cannot be read, or is no file, or is reached by a link of somebody else.
 */
export async function look(wanted: readonly Wanted[], options: LookOptions): Promise<Plan> {
  const changes: Change[] = []
  for (const step of wanted) changes.push(await changeFor(step, options))
  return {changes}
}

async function changeFor(wanted: Wanted, options: LookOptions): Promise<Change> {
  if (wanted.kind === 'command') return {wanted, action: 'run'}
  const seen = await seenAt(wanted, options.host)
  switch (wanted.kind) {
    case 'file':
      return fileChange(wanted, seen, options)
    case 'folder':
      return folderChange(wanted, seen.state, options.host)
    case 'link':
      return linkChange(wanted, seen.state)
    case 'remove':
      return removal(wanted, seen, options)
  }
}

/** What stands at the path of a step: behind a link for a file or folder, the link itself for a link or a removal. */
export async function seenAt(wanted: Exclude<Wanted, {kind: 'command'}>, host: Host): Promise<Seen> {
  const followsLast = wanted.kind === 'file' || wanted.kind === 'folder'
  await using place = await openPlace(wanted.path, {uid: host.identity().uid, followsLast})
  return place ? await stateAt(place) : {state: MISSING} // awaited here: the place is held until then
}

async function fileChange(wanted: WantedFile & {kind: 'file'}, seen: Seen, options: LookOptions): Promise<Change> {
  const {state: before} = seen
  if (before.kind === 'missing') return {wanted, action: 'create', before, ...(await diffOf(wanted, undefined))}
  if (before.kind !== 'file') throw inTheWay(wanted.path, before, 'file')
  const isSameContent = seen.bytes?.equals(bytesOf(wanted.content)) ?? false
  if (isSameContent && (await hasOwnership(wanted, before, options.host))) return {wanted, action: 'unchanged', before}
  const isForeign = !isSameContent && !(options.written?.(wanted.path) ?? []).includes(before.hash)
  return {wanted, action: 'update', before, ...(await diffOf(wanted, seen.bytes)), ...(isForeign ? {isForeign} : {})}
}

async function folderChange(wanted: WantedFolder & {kind: 'folder'}, before: State, host: Host): Promise<Change> {
  if (before.kind === 'missing') return {wanted, action: 'create', before}
  if (before.kind !== 'folder') throw inTheWay(wanted.path, before, 'folder')
  return {wanted, action: (await hasOwnership(wanted, before, host)) ? 'unchanged' : 'update', before}
}

function linkChange(wanted: Wanted & {kind: 'link'}, before: State): Change {
  if (before.kind === 'missing') return {wanted, action: 'create', before}
  if (before.kind === 'link' && before.target === wanted.target) return {wanted, action: 'unchanged', before}
  if (before.kind !== 'link' && before.kind !== 'file') throw inTheWay(wanted.path, before, 'link')
  return {wanted, action: 'update', before, isForeign: true}
}

function removal(wanted: Wanted & {kind: 'remove'}, {state: before}: Seen, {written}: LookOptions): Change {
  if (before.kind === 'missing') return {wanted, action: 'unchanged', before}
  if (before.kind !== 'link' && before.kind !== 'file') throw inTheWay(wanted.path, before, 'file or link')
  const isOurs = before.kind === 'link' || (written?.(wanted.path) ?? []).includes(before.hash)
  return {wanted, action: 'remove', before, ...(isOurs ? {} : {isForeign: true})}
}

/** Secrets are not for a terminal or a log: what only its owner and group may read is not shown. */
async function diffOf({path, content, mode}: WantedFile, old: Buffer | undefined): Promise<Partial<Change>> {
  if (mode !== undefined && (mode & 0o007) === 0) return {}
  return (await textDiff(path, old, bytesOf(content))) ?? {}
}

async function hasOwnership({mode, owner, group}: WantedFolder, before: Ownership, host: Host): Promise<boolean> {
  if (mode !== undefined && mode !== before.mode) return false
  const {uid, gid} = await idsOf({owner, group}, host)
  return (uid === undefined || uid === before.uid) && (gid === undefined || gid === before.gid)
}

/** The numbers behind names; undefined where none is given, or where this machine has no such name yet. */
export async function idsOf(
  {owner, group}: {readonly owner?: string | undefined; readonly group?: string | undefined},
  host: Host,
): Promise<{readonly uid?: number; readonly gid?: number}> {
  const [user, team] = await Promise.all([owner && host.user(owner), group && host.group(group)])
  return {
    ...(owner === undefined ? {} : {uid: user ? user.id : -1}),
    ...(group === undefined ? {} : {gid: team ? team.id : -1}),
  }
}

function inTheWay(path: string, {kind}: State, wanted: string) {
  const what = {missing: 'nothing', file: 'a file', link: 'a link', folder: 'a folder', other: 'a device or socket'}[
    kind
  ]
  return environmentError(
    'TSGI_IN_THE_WAY',
    `${path} should be a ${wanted}, and there is ${what}`,
    `move it away: mv ${path} ${path}.old`,
  )
}
