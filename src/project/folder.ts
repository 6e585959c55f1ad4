import {join, sep} from 'node:path'
import type {FolderEntry, Host} from '../host/host.js'
import {FOLDER_LIMITS, type FolderLimits, SIDE_FOLDERS, SKIPPED_FOLDERS} from './limits.js'
import type {Conclusion} from './project.js'
import {decodeText} from './text.js'

/** The files of a project, as far as they may be looked at. Paths are relative, with `/`, sorted from the top down. */
export interface Folder {
  /** Absolute. */
  readonly root: string
  readonly files: readonly string[]
  readonly folders: readonly string[]
  /** Folders that a `pyvenv.cfg` or `conda-meta` makes a Python environment; their content is not in `files`. */
  readonly environments: readonly string[]
  /** What was not looked at, and why. */
  readonly notices: readonly Conclusion<string>[]
  has(file: string): boolean
  /** `undefined` for what is no readable text: missing, denied, binary, beyond a limit. */
  text(file: string): Promise<string | undefined>
  isExecutable(file: string): Promise<boolean>
  /** The names in a folder of the project that was not gone into; empty when there is none. */
  names(path: string): Promise<readonly string[]>
}

/** Looks at the names below a folder, once; texts are read when they are asked for. */
export async function openFolder(root: string, host: Host, limits: FolderLimits = FOLDER_LIMITS): Promise<Folder> {
  const walk = new Walk(root, host, limits)
  await walk.run()
  const files = new Set(walk.files)
  const texts = new Texts(root, host, limits)
  return {
    root,
    files: walk.files,
    folders: walk.folders,
    environments: walk.environments,
    get notices() {
      return [...walk.notices, ...texts.notices]
    },
    has: (file) => files.has(file),
    text: async (file) => (files.has(file) ? texts.of(file) : undefined),
    async isExecutable(file) {
      const facts = await host.facts(join(root, file))
      return typeof facts === 'object' && (facts.mode & 0o111) !== 0
    },
    async names(path) {
      const [real, top] = await Promise.all([host.realPath(join(root, path)), host.realPath(root)])
      const entries = top !== undefined && real?.startsWith(top + sep) ? await host.list(real) : undefined
      return typeof entries === 'object' ? entries.map(({name}) => name) : []
    },
  }
}

/** Whether a file lies in a folder of tests, examples or documentation. */
export function isAside(file: string): boolean {
  return file
    .split('/')
    .slice(0, -1)
    .some((name) => SIDE_FOLDERS.has(name.toLowerCase()))
}

/** A conclusion about a file or folder as a whole. */
export function notice(value: string, file: string): Conclusion<string> {
  return {value, evidence: [{location: {file, line: 1, column: 1}, text: file}]}
}

/** Goes through the folders breadth first, so that a limit cuts off what lies deepest. */
class Walk {
  readonly files: string[] = []
  readonly folders: string[] = []
  readonly environments: string[] = []
  readonly notices: Conclusion<string>[] = []
  readonly #seen = new Set<string>()
  #entries = 0
  #realRoot = ''
  readonly #root: string
  readonly #host: Host
  readonly #limits: FolderLimits

  constructor(root: string, host: Host, limits: FolderLimits) {
    this.#root = root
    this.#host = host
    this.#limits = limits
  }

  async run(): Promise<void> {
    this.#realRoot = (await this.#host.realPath(this.#root)) ?? this.#root
    this.#seen.add(this.#realRoot)
    let level = ['']
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > this.#limits.depth) {
        this.notices.push(notice(`folders deeper than ${this.#limits.depth} levels were not looked at`, level[0]!))
        return
      }
      const next: string[] = []
      for (const folder of level) next.push(...(await this.#look(folder)))
      level = next
    }
  }

  async #look(folder: string): Promise<string[]> {
    const entries = await this.#host.list(join(this.#root, folder))
    if (entries === 'denied') this.notices.push(notice('this user may not look into the folder', folder || '.'))
    if (typeof entries !== 'object') return []
    if (entries.some(({name}) => name === 'pyvenv.cfg' || name === 'conda-meta')) {
      this.environments.push(folder || '.')
      if (folder !== '') return []
    }
    const below: string[] = []
    for (const entry of entries) {
      if (this.#isFull(folder)) return []
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (await this.#take(path, entry)) below.push(path)
    }
    return below
  }

  #isFull(folder: string): boolean {
    this.#entries += 1
    if (this.#entries === this.#limits.entries + 1) {
      this.notices.push(notice(`only the first ${this.#limits.entries} files were looked at`, folder || '.'))
    }
    return this.#entries > this.#limits.entries
  }

  /** @returns whether it is a folder to go into. */
  async #take(path: string, entry: FolderEntry): Promise<boolean> {
    const kind = entry.kind === 'link' ? await this.#follow(path) : entry.kind
    if (kind === 'file') this.files.push(path)
    if (kind !== 'folder') return false
    this.folders.push(path)
    return !SKIPPED_FOLDERS.has(entry.name)
  }

  /** A link counts as what it leads to, inside the project; a folder is gone into once. */
  async #follow(path: string): Promise<FolderEntry['kind'] | undefined> {
    const real = await this.#host.realPath(join(this.#root, path))
    if (real === undefined || real === this.#realRoot) return undefined
    if (!real.startsWith(this.#realRoot.endsWith(sep) ? this.#realRoot : this.#realRoot + sep)) {
      this.notices.push(notice('the link leads out of the project and was not followed', path))
      return undefined
    }
    const facts = await this.#host.facts(real)
    if (typeof facts !== 'object') return undefined
    if (facts.kind !== 'folder') return facts.kind
    if (this.#seen.has(real)) return undefined
    this.#seen.add(real)
    return 'folder'
  }
}

/** Reads each file once, within the limits. */
class Texts {
  readonly notices: Conclusion<string>[] = []
  readonly #texts = new Map<string, Promise<string | undefined>>()
  #reads = 0
  #bytes = 0
  readonly #root: string
  readonly #host: Host
  readonly #limits: FolderLimits

  constructor(root: string, host: Host, limits: FolderLimits) {
    this.#root = root
    this.#host = host
    this.#limits = limits
  }

  of(file: string): Promise<string | undefined> {
    const known = this.#texts.get(file)
    if (known) return known
    const text = this.#read(file)
    this.#texts.set(file, text)
    return text
  }

  async #read(file: string): Promise<string | undefined> {
    const {reads, totalBytes, fileBytes} = this.#limits
    this.#reads += 1
    if (this.#reads > reads || this.#bytes >= totalBytes) {
      if (this.#reads === reads + 1) this.notices.push(notice(`only ${reads} files were read`, file))
      return undefined
    }
    const reading = await this.#host.read(join(this.#root, file), {maxBytes: fileBytes})
    if (reading.status === 'denied') this.notices.push(notice('this user may not read the file', file))
    if (reading.status !== 'read') return undefined
    this.#bytes += reading.bytes.length
    if (reading.isCut) this.notices.push(notice(`only the first ${fileBytes} bytes were read`, file))
    return decodeText(reading.bytes)
  }
}
