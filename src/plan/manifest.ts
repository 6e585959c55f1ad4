import {dirname, join, relative, resolve} from 'node:path'
import type {Host} from '../host/host.js'
import {openPlace} from './place.js'
import {hashOf, stateAt} from './state.js'
import {draftName, replaceFile} from './write.js'

/** The name of a manifest. It belongs into version control with the files that it is about. */
export const MANIFEST = '.tsgi-manifest.json'
const MAX_BYTES = 1 << 20

type Files = Readonly<Record<string, readonly string[]>>

/**
 * What tsgi wrote: SHA-256 of each file, by its path from the folder of the manifest, so that a file that a person changed
 * since is recognised. While a run writes, a file has two: the old content and the new, since it may be killed at any moment.
 */
export class Manifest {
  readonly path: string
  readonly #files: Files

  private constructor(path: string, files: Files) {
    this.path = path
    this.#files = files
  }

  /** Of a folder. One that is missing or damaged says nothing: then every file counts as a person's. */
  static async read(folder: string, host: Host): Promise<Manifest> {
    const path = join(folder, MANIFEST)
    const reading = await host.read(path, {maxBytes: MAX_BYTES})
    return new Manifest(path, reading.status === 'read' ? filesIn(reading.bytes.toString('utf8')) : {})
  }

  /** What tsgi wrote at an absolute path. */
  written(path: string): readonly string[] {
    return this.#files[this.#name(path)] ?? []
  }

  /** The same with further contents for these files; the old ones stay, or go. */
  with(
    files: readonly {readonly path: string; readonly content: string | Uint8Array}[],
    {keepOld = false} = {},
  ): Manifest {
    const added = files.map(({path, content}): [string, string[]] => {
      const old = keepOld ? this.written(path) : []
      return [this.#name(path), [...new Set([...old, hashOf(content)])]]
    })
    return new Manifest(this.path, {...this.#files, ...Object.fromEntries(added)})
  }

  /** Absolute paths of what tsgi wrote. */
  get paths(): readonly string[] {
    return Object.keys(this.#files).map((name) => resolve(dirname(this.path), name))
  }

  /** The same without these files. */
  without(paths: readonly string[]): Manifest {
    const names = paths.map((path) => this.#name(path))
    return new Manifest(
      this.path,
      Object.fromEntries(Object.entries(this.#files).filter(([name]) => !names.includes(name))),
    )
  }

  get text(): string {
    const files = Object.fromEntries(Object.entries(this.#files).sort(([one], [other]) => (one < other ? -1 : 1)))
    return `${JSON.stringify({manifest: 'tsgi', version: 1, files}, null, 2)}\n`
  }

  /** Writes it, whole, where it is not so already. */
  async save(host: Host): Promise<void> {
    await using place = await openPlace(this.path, {uid: host.identity().uid, followsLast: false})
    if (!place) return
    const {state, bytes} = await stateAt(place)
    if (bytes?.toString('utf8') === this.text) return
    const mode = state.kind === 'file' ? state.mode : 0o644
    await replaceFile(place, {bytes: Buffer.from(this.text), mode}, draftName(place.name, host.pid()))
  }

  #name(path: string): string {
    return relative(dirname(this.path), resolve(path))
  }
}

function filesIn(text: string): Files {
  try {
    const {manifest, version, files} = JSON.parse(text) as {manifest?: unknown; version?: unknown; files?: object}
    if (manifest !== 'tsgi' || version !== 1) return {}
    const entries = Object.entries(files ?? {}).filter(
      (entry): entry is [string, string[]] =>
        Array.isArray(entry[1]) && entry[1].every((hash) => typeof hash === 'string'),
    )
    return Object.fromEntries(entries)
  } catch {
    return {}
  }
}
