import {constants} from 'node:fs'
import {type FileHandle, lstat, mkdir, open, readFile, rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {environmentError, type TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {Action} from './action.js'
import type {ActionLog} from './apply.js'
import {JOURNAL_VERSION, type JournalRecord, type JournalRun, runsOf, type StoredStep} from './journal-record.js'
import type {Wanted} from './plan.js'
import {bytesOf, hashOf} from './state.js'

const FILE = 'journal.jsonl'

/**
 * What was done to the machine, written down before it is done: one JSON line for each event, on disk before the next thing
 * happens. Whoever reads it after a kill knows what was begun, what is done and what stood there before.
 */
export class Journal {
  readonly folder: string
  readonly #file: FileHandle
  readonly #records: JournalRecord[]

  private constructor(folder: string, file: FileHandle, records: JournalRecord[]) {
    this.folder = folder
    this.#file = file
    this.#records = records
  }

  /**
   * Opens the journal of a folder for writing; makes both where they are missing. The caller holds the lock.
   *
   * @throws TsgiError environment: others can write the folder, or what is in it is no journal of this version.
   */
  static async open(folder: string, host: Host): Promise<Journal> {
    await mkdir(join(folder, 'blobs'), {recursive: true, mode: 0o700})
    const {records, length} = (await readRecords(folder, host)) ?? {records: [], length: 0}
    const {O_RDWR, O_CREAT, O_NOFOLLOW} = constants
    const file = await open(join(folder, FILE), O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
    await file.truncate(length) // the half of a line that a kill may leave
    const journal = new Journal(folder, file, records)
    if (records.length === 0) {
      await journal.#add({record: 'journal', version: JOURNAL_VERSION})
      await syncFolder(folder)
    }
    return journal
  }

  get runs(): readonly JournalRun[] {
    return runsOf(this.#records)
  }

  /** SHA-256 of what it wrote at a path and did not take back. */
  written(path: string): string[] {
    const actions = this.runs.flatMap(({entries}) =>
      entries.filter(({isUndone}) => !isUndone).map(({action}) => action),
    )
    return actions.flatMap((action) =>
      action.do === 'write' && action.path === path && action.after.hash !== undefined ? [action.after.hash] : [],
    )
  }

  /** Begins a run: all that it wants is on disk before its first action. Returns where its actions are written down. */
  async start(label: string, wanted: readonly Wanted[], {force = false} = {}): Promise<RunLog> {
    const run = this.runs.length
    const steps: StoredStep[] = []
    for (const step of wanted) steps.push(await this.#stored(step)) // one by one: two may have the same content
    await this.#add({record: 'start', run, label, at: new Date().toISOString(), force, steps})
    return new RunLog(this, run)
  }

  async begin(step: number, action: Action, old?: Uint8Array): Promise<number> {
    if (old) await this.keep(old)
    const number = this.#records.filter(({record}) => record === 'begin').length
    await this.#add({record: 'begin', number, step, action})
    return number
  }

  done(number: number): Promise<void> {
    return this.#add({record: 'done', number})
  }

  undone(number: number): Promise<void> {
    return this.#add({record: 'undone', number})
  }

  finish(run: number): Promise<void> {
    return this.#add({record: 'finish', run})
  }

  /** Keeps a content; on disk when it resolves. Returns its name. */
  async keep(bytes: Uint8Array): Promise<string> {
    const name = hashOf(bytes)
    const path = join(this.folder, 'blobs', name)
    if (await lstat(path).catch(() => undefined)) return name
    await using file = await open(`${path}.new`, 'w', 0o600)
    await file.writeFile(bytes)
    await file.sync()
    await rename(`${path}.new`, path)
    await syncFolder(join(this.folder, 'blobs'))
    return name
  }

  /** @throws TsgiError environment, when it is gone or is not what it was. */
  async kept(name: string): Promise<Buffer> {
    const bytes = await readFile(join(this.folder, 'blobs', name)).catch(() => undefined)
    if (bytes && hashOf(bytes) === name) return bytes
    throw badJournal(this.folder, `the content ${name.slice(0, 12)}… is ${bytes ? 'damaged' : 'gone'}`)
  }

  /** A step of a run, with the content of its file. */
  async wantedOf(step: StoredStep): Promise<Wanted> {
    if (step.kind !== 'file') return step
    const {blob, ...rest} = step
    return {...rest, content: await this.kept(blob)}
  }

  async close(): Promise<void> {
    await this.#file.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Removes the journal with all that it kept: there is nothing left to undo. */
  async forget(): Promise<void> {
    await this.close()
    await rm(join(this.folder, FILE), {force: true})
    await rm(join(this.folder, 'blobs'), {recursive: true, force: true})
  }

  async #stored(wanted: Wanted): Promise<StoredStep> {
    if (wanted.kind !== 'file') return wanted
    const {content, ...rest} = wanted
    return {...rest, blob: await this.keep(bytesOf(content))}
  }

  async #add(record: JournalRecord): Promise<void> {
    const {size} = await this.#file.stat()
    await this.#file.write(`${JSON.stringify(record)}\n`, size)
    await this.#file.datasync()
    this.#records.push(record)
  }
}

/** The journal as seen by {@link applyPlan}: the steps of one run. */
export class RunLog implements ActionLog {
  readonly run: number
  readonly #journal: Journal

  constructor(journal: Journal, run: number) {
    this.#journal = journal
    this.run = run
  }

  begin(step: number, action: Action, old?: Uint8Array): Promise<number> {
    return this.#journal.begin(step, action, old)
  }

  done(number: number): Promise<void> {
    return this.#journal.done(number)
  }

  finish(): Promise<void> {
    return this.#journal.finish(this.run)
  }
}

/** What a journal says, without opening it for writing; undefined when there is none. */
export async function readJournal(folder: string, host: Host): Promise<readonly JournalRun[] | undefined> {
  const read = await readRecords(folder, host)
  return read && runsOf(read.records)
}

async function readRecords(
  folder: string,
  host: Host,
): Promise<{readonly records: JournalRecord[]; readonly length: number} | undefined> {
  await refuseForeign(folder, host)
  const bytes = await readFile(join(folder, FILE)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw badJournal(folder, error.code ?? 'it cannot be read')
  })
  if (!bytes) return undefined
  const length = bytes.lastIndexOf('\n') + 1
  const lines = bytes.subarray(0, length).toString('utf8').split('\n').slice(0, -1)
  const records = lines.map((line, n) => recordIn(line, n + 1, folder))
  const [first] = records
  if (first && (first.record !== 'journal' || first.version !== JOURNAL_VERSION)) {
    throw badJournal(folder, `it is not of version ${JOURNAL_VERSION}, the only one that this tsgi reads`)
  }
  return {records, length}
}

function recordIn(line: string, number: number, folder: string): JournalRecord {
  try {
    const record = JSON.parse(line) as JournalRecord
    if (typeof record.record === 'string') return record
  } catch {}
  throw badJournal(folder, `line ${number} is no record`)
}

/** A journal makes this user write files: only this user, or root, may have written it. */
async function refuseForeign(folder: string, host: Host): Promise<void> {
  const facts = await lstat(folder).catch(() => undefined)
  if (!facts) return
  const isOurs = facts.isDirectory() && (facts.uid === host.identity().uid || facts.uid === 0)
  if (isOurs && (facts.mode & 0o022) === 0) return
  throw badJournal(folder, 'its folder belongs to somebody else, or others can write it')
}

function badJournal(folder: string, reason: string): TsgiError {
  return environmentError('TSGI_BAD_JOURNAL', `the journal in ${folder} cannot be used: ${reason}`, `ls -la ${folder}`)
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  await folder.sync().catch(() => {})
}
