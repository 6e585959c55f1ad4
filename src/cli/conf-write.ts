import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Command} from '@oclif/core'
import {node} from '../host/node.js'
import {look} from '../plan/look.js'
import {MANIFEST, Manifest} from '../plan/manifest.js'
import type {Wanted} from '../plan/plan.js'
import type {ConfFlags} from './conf-flags.js'
import {type PlanOutcome, writePlan} from './write-plan.js'

/** Writes what was rendered. What a manifest remembers as tsgi's own is not a person's, and stays remembered. */
export async function writeFiles(
  command: Command,
  wanted: readonly (Wanted & {kind: 'file'})[],
  flags: ConfFlags,
): Promise<PlanOutcome> {
  const folder = manifestFolder(dirname(wanted[0]!.path))
  const manifest = folder === undefined ? undefined : await Manifest.read(folder, node)
  const known = wanted.filter(({path}) => (manifest?.written(path).length ?? 0) > 0)
  const plan = await look(wanted, {host: node, written: (path) => manifest?.written(path) ?? []})
  const outcome = await writePlan(command, plan, {host: node, flags, from: process.cwd()})
  if (!outcome.dry_run && known.length > 0) await manifest!.with(known).save(node)
  return outcome
}

/** The files of `tsgi init` lie in folders beside their manifest. */
function manifestFolder(folder: string): string | undefined {
  return [folder, dirname(folder)].find((place) => existsSync(join(place, MANIFEST)))
}
