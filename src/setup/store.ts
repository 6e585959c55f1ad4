import {mkdir, rmdir} from 'node:fs/promises'
import {basename, join} from 'node:path'
import type {Host} from '../host/host.js'
import {Journal, readJournal} from '../plan/journal.js'
import type {JournalRun} from '../plan/journal-record.js'
import {withLock} from '../plan/lock.js'
import {hashOf} from '../plan/state.js'

const STATE = '/var/lib/tsgi'

/** Where the journal of a folder lies; `base` is for tests. */
export function journalFolder(folder: string, base = STATE): string {
  const name = basename(folder).replace(/[^\w.-]/g, '_') || 'root'
  return join(base, `${name}-${hashOf(folder).slice(0, 12)}`)
}

/** What was done for a folder, as its journal has it; nothing where there is none. */
export async function readRuns(folder: string, host: Host): Promise<readonly JournalRun[]> {
  return (await readJournal(journalFolder(folder), host)) ?? []
}

/** Works with the journal of a folder while nobody else does; one walk at a time on a machine. */
export async function withJournal<T>(folder: string, host: Host, work: (journal: Journal) => Promise<T>): Promise<T> {
  await mkdir(STATE, {recursive: true, mode: 0o755})
  try {
    const purpose = `tsgi setup in ${folder}`
    return await withLock(join(STATE, 'lock'), {host, purpose}, async () => {
      const path = journalFolder(folder)
      const journal = await Journal.open(path, host)
      try {
        return await work(journal)
      } finally {
        if (isSpent(journal.runs)) {
          await journal.forget()
          await rmdir(path).catch(() => {})
        } else await journal.close()
      }
    })
  } finally {
    await rmdir(STATE).catch(() => {}) // not while a journal is in it
  }
}

/** Nothing that was done is left. */
function isSpent(runs: readonly JournalRun[]): boolean {
  return runs.every(({label, entries}) =>
    entries.every(({isUndone, action}) => isUndone || (label === 'install' && action.do === 'run' && !action.undo)),
  )
}

/** SHA-256 of what was written at a path and not taken back. */
export function writtenBy(runs: readonly JournalRun[]): (path: string) => readonly string[] {
  return (path) =>
    runs.flatMap(({entries}) =>
      entries.flatMap(({action, isUndone}) =>
        !isUndone && action.do === 'write' && action.path === path && action.after.hash !== undefined
          ? [action.after.hash]
          : [],
      ),
    )
}

/** Whether a file was written after the last command of a start or a reload that went through. */
export function changedSinceStart(runs: readonly JournalRun[]): (path: string) => boolean {
  return (path) => {
    let isChanged = false
    for (const {entries, label} of runs) {
      for (const {action, isDone, isUndone} of entries) {
        if (isUndone) continue
        if (action.do === 'write' && action.path === path) isChanged = true
        if (action.do === 'run' && isDone && label === 'start') isChanged = false
      }
    }
    return isChanged
  }
}
