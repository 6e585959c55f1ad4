import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {applyEdits} from '../config/edits.js'
import type {Edit, Finding} from '../diagnostics.js'
import type {Host} from '../host/host.js'
import {applyPlan} from '../plan/apply.js'
import {look} from '../plan/look.js'
import type {Change, Plan} from '../plan/plan.js'

export interface FixOptions {
  readonly host: Host
  readonly unsafe: boolean
}

/** The edits that findings bring along, those that are allowed. */
export function editsOf(findings: readonly Finding[], unsafe: boolean): Edit[] {
  return findings.flatMap(({fix}) => (fix && (fix.safe || unsafe) ? fix.edits : []))
}

/** What the fixes would change, file by file. Standard input cannot be changed. */
export async function planFixes(findings: readonly Finding[], {host, unsafe}: FixOptions): Promise<Plan> {
  const edits = editsOf(findings, unsafe).filter(({file}) => file !== '-')
  const files = [...new Set(edits.map(({file}) => file))]
  const wanted = await Promise.all(
    files.map(async (file) => {
      const content = applyEdits(await readFile(file, 'utf8'), file, edits)
      return {kind: 'file', path: resolve(file), content} as const
    }),
  )
  return look(wanted, {host})
}

/** Makes the changes; each file is replaced whole. */
export async function applyFixes(plan: Plan, host: Host): Promise<readonly Change[]> {
  // They are the files of the person who typed --fix.
  return (await applyPlan({changes: plan.changes.map(({isForeign, ...change}) => change)}, {host})).changes
}
