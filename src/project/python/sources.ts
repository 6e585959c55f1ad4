import {posix} from 'node:path'
import type {Folder} from '../folder.js'
import {type Binding, type PythonModule, readModule, type Scope} from './module.js'

/** The Python files of a project, read and parsed when they are asked for. */
export class PythonSources {
  readonly folder: Folder
  readonly #modules = new Map<string, Promise<PythonModule | undefined>>()

  constructor(folder: Folder) {
    this.folder = folder
  }

  module(file: string): Promise<PythonModule | undefined> {
    const known = this.#modules.get(file)
    if (known) return known
    const read = this.folder.text(file).then((text) => (text === undefined ? undefined : readModule(file, text)))
    this.#modules.set(file, read)
    return read
  }

  /**
   * The folder on the search path that makes a file importable: that of the topmost package around it. Without `__init__.py`
   * a folder counts as a package when the file imports it by its name.
   */
  searchFolder(file: string, text = ''): string {
    let folder = posix.dirname(file)
    while (folder !== '.' && this.folder.has(`${folder}/__init__.py`)) folder = posix.dirname(folder)
    const name = posix.basename(folder)
    const isOwnPackage = folder === posix.dirname(file) && folder !== '.' && imports(text, name)
    return isOwnPackage ? posix.dirname(folder) : folder
  }

  /** The file of a module as `from` sees it; `undefined` when the project has none. */
  find(from: string, level: number, module: string): string | undefined {
    const path = module.replaceAll('.', '/')
    const bases = level > 0 ? [above(from, level)] : [this.searchFolder(from), posix.dirname(from), '.', 'src']
    for (const base of bases) {
      if (base === undefined) continue
      const at = posix.join(base, path)
      const file = [`${at}.py`, posix.join(at, '__init__.py')].find((name) => this.folder.has(name))
      if (file !== undefined && file !== from) return file
    }
    return undefined
  }
}

/** The dotted name of a file on the search path; `undefined` when no import can spell it. */
export function moduleName(file: string, folder: string): string | undefined {
  const path = posix.relative(folder, file).replace(/\.py$/, '')
  const parts = path.split('/')
  if (parts.at(-1) === '__init__' && parts.length > 1) parts.pop()
  return parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part)) ? parts.join('.') : undefined
}

/** What a dotted name means outside of the project, as `flask.Flask`, each reading that is possible. */
export function fullNames(scopes: readonly Scope[], dotted: string): string[] {
  const [first, ...rest] = dotted.split('.')
  for (const scope of scopes) {
    const binding = lastBinding(scope, first!)
    if (binding?.kind === 'import') return [[sourceOf(binding), ...rest].join('.')]
    if (binding) return []
  }
  const stars = scopes.flatMap(({stars}) => stars).filter(({level}) => level === 0)
  return stars.map(({module}) => `${module}.${dotted}`)
}

/** The binding of a name that holds before a place. */
export function lastBinding(scope: Scope, name: string, before = Number.POSITIVE_INFINITY): Binding | undefined {
  const all = scope.bindings.get(name) ?? []
  return all.findLast(({index}) => index < before)
}

const sourceOf = (binding: Extract<Binding, {kind: 'import'}>) =>
  `${'.'.repeat(binding.level)}${[binding.module, binding.imported].filter((part) => part).join('.')}`

function above(file: string, level: number): string | undefined {
  let folder = posix.dirname(file)
  for (let i = 1; i < level; i++) {
    if (folder === '.') return undefined
    folder = posix.dirname(folder)
  }
  return folder
}

function imports(text: string, name: string): boolean {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return false
  return new RegExp(`^(from|import)\\s+${name}[.\\s]`, 'mu').test(text)
}
