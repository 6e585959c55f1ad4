import {basename, join} from 'node:path'
import {usageError} from '../errors.js'
import type {Host} from '../host/host.js'
import {look} from '../plan/look.js'
import type {Wanted} from '../plan/plan.js'
import type {RenderedFile} from '../render/rendered.js'
import {chalkFor} from './colour.js'
import {colouredDiff} from './reporters/plan.js'

/**
 * Where rendered files go: one file to the path itself, or into it when that is a folder; several always into a folder.
 *
 * @throws TsgiError usage: several files, and no folder of that name.
 */
export async function wantedFiles(
  path: string,
  files: readonly RenderedFile[],
  host: Host,
): Promise<(Wanted & {kind: 'file'})[]> {
  const facts = await host.facts(path)
  const isFolder = facts !== undefined && facts !== 'denied' && facts.kind === 'folder'
  if (files.length > 1 && !isFolder) {
    const names = files.map(({name}) => name).join(', ')
    throw usageError('TSGI_BAD_OUTPUT', `${path} is no folder, and there are several files: ${names}`, `mkdir ${path}`)
  }
  return files.map(({name, text, mode}) => ({
    kind: 'file',
    path: isFolder ? join(path, basename(name)) : path,
    content: text,
    ...(mode === undefined ? {} : {mode}),
  }))
}

export interface Drift {
  readonly path: string
  readonly diff: string
}

/** How what stands there differs from what was rendered; lines for a person, and the same as data. */
export async function checkFiles(
  path: string,
  files: readonly RenderedFile[],
  host: Host,
): Promise<{readonly drift: readonly Drift[]; readonly lines: readonly string[]}> {
  const wanted = (await wantedFiles(path, files, host)).map(({mode: _, ...step}) => step) // its mode is its owner's choice
  const {changes} = await look(wanted, {host})
  const drift = changes.flatMap(({wanted, action, diff}): Drift[] =>
    action === 'unchanged' || wanted.kind !== 'file'
      ? []
      : [{path: wanted.path, diff: diff ?? 'binary files differ\n'}],
  )
  const chalk = await chalkFor('stdout')
  return {drift, lines: drift.flatMap(({diff}) => colouredDiff(diff, chalk))}
}
