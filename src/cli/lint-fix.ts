import {relative, resolve} from 'node:path'
import {applyEdits} from '../config/edits.js'
import type {Edit, Finding, Fix} from '../diagnostics.js'
import type {Host, Reading} from '../host/host.js'
import {applyPlan} from '../plan/apply.js'
import {look} from '../plan/look.js'
import type {Plan} from '../plan/plan.js'
import type {LintRun} from './lint-run.js'

/** A fix can make room for another one, and two may undo each other: this many rounds, then it is enough. */
const MAX_ROUNDS = 10

export interface FixOptions {
  readonly host: Host
  readonly unsafe: boolean
  /** Lints again what was linted, as that machine has it. */
  readonly lint: (host: Host) => Promise<LintRun>
}

export interface Fixed {
  /** What is left when the fixes are made. */
  readonly run: LintRun
  /** The changes of the files, each from what stands there to the end of all rounds. */
  readonly plan: Plan
}

/** Fixes in memory, round after round until nothing changes, and plans what that means for the files. */
export async function planFixes(first: LintRun, {host, unsafe, lint}: FixOptions): Promise<Fixed> {
  const texts = new Map<string, string>()
  const edited: Host = {
    ...host,
    read: (path, options) => readEdited(path, {texts, read: () => host.read(path, options)}),
  }
  let run = first
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!(await editTexts(texts, {host: edited, edits: editsOf(run.fixable, unsafe)}))) break
    run = await lint(edited)
  }
  const wanted = [...texts].map(([path, content]) => ({kind: 'file', path, content}) as const)
  return {run, plan: await look(wanted, {host})}
}

/** Makes the changes, each file whole; returns their names as seen from here. */
export async function applyFixes({changes}: Plan, host: Host): Promise<readonly string[]> {
  // They are the files of the person who typed --fix.
  const own = changes.map(({isForeign, ...change}) => change)
  const {changes: done} = await applyPlan({changes: own}, {host})
  return done.map(({wanted}) => relative('.', (wanted as {path: string}).path))
}

/**
 * The edits of fixes that can be made together. A fix is made whole or not at all: one that overlaps with another waits for
 * the next round.
 */
export function editsOf(findings: readonly Finding[], unsafe: boolean): Edit[] {
  const chosen: Edit[] = []
  for (const {fix} of findings) {
    if (fix && (fix.safe || unsafe) && fits(fix, chosen)) chosen.push(...fix.edits)
  }
  return chosen
}

function fits({edits}: Fix, chosen: readonly Edit[]): boolean {
  return edits.every((edit) => chosen.every((other) => isApart(edit, other) || isSame(edit, other)))
}

/** Two insertions at one place are not apart: which comes first would be chance. */
function isApart(one: Edit, other: Edit): boolean {
  if (one.file !== other.file) return true
  const [first, second] = one.start <= other.start ? [one, other] : [other, one]
  return first.end <= second.start && first.start !== second.start
}

function isSame(one: Edit, other: Edit): boolean {
  return one.file === other.file && one.start === other.start && one.end === other.end && one.text === other.text
}

/** Whether a text changed. */
async function editTexts(
  texts: Map<string, string>,
  {host, edits}: {readonly host: Host; readonly edits: readonly Edit[]},
): Promise<boolean> {
  let isChanged = false
  for (const file of new Set(edits.map(({file}) => file))) {
    const reading = await host.read(file)
    if (reading.status !== 'read') continue
    const text = reading.bytes.toString('utf8')
    if (!Buffer.from(text).equals(reading.bytes)) continue // not UTF-8: writing it back would change other bytes
    const after = applyEdits(text, file, edits)
    if (after === text) continue
    texts.set(resolve(file), after)
    isChanged = true
  }
  return isChanged
}

async function readEdited(
  path: string,
  {texts, read}: {readonly texts: ReadonlyMap<string, string>; readonly read: () => Promise<Reading>},
): Promise<Reading> {
  const text = texts.get(resolve(path))
  return text === undefined ? read() : {status: 'read', bytes: Buffer.from(text), isCut: false}
}
