import {posix} from 'node:path'
import {lineEvidence} from '../evidence.js'
import type {Conclusion, ProjectEvidence} from '../project.js'
import type {PythonModule} from './module.js'
import {lastBinding, type PythonSources} from './sources.js'
import type {Token} from './tokens.js'
import {stringOf, stringsOf, type ValueContext} from './values.js'

/** A setting where it is assigned last. */
interface Assigned {
  readonly tokens: readonly Token[]
  readonly module: PythonModule
  readonly evidence: ProjectEvidence
}

/** A settings module with what it takes from others by `from .base import *`; runs nothing. */
export class Settings {
  readonly file: string
  readonly #root: string
  readonly #modules: readonly PythonModule[]
  readonly #known = new Map<string, string | undefined>()

  private constructor(file: string, root: string, modules: readonly PythonModule[]) {
    this.file = file
    this.#root = root
    this.#modules = modules
  }

  static async read(file: string, sources: PythonSources): Promise<Settings | undefined> {
    const modules: PythonModule[] = []
    await collect(file, sources, modules)
    return modules.length === 0 ? undefined : new Settings(file, sources.folder.root, modules)
  }

  string(name: string): Conclusion<string> | undefined {
    const assigned = this.#assigned(name)
    const value = assigned && stringOf(assigned.tokens, this.#context(assigned.module))
    return value === undefined ? undefined : {value, evidence: [assigned!.evidence]}
  }

  strings(name: string): Conclusion<string>[] {
    const assigned = this.#assigned(name)
    if (!assigned) return []
    return stringsOf(assigned.tokens, this.#context(assigned.module)).map((value) => ({
      value,
      evidence: [assigned.evidence],
    }))
  }

  /** As it is written, for values that are no strings. */
  raw(name: string): Conclusion<string> | undefined {
    const assigned = this.#assigned(name)
    return assigned && {value: assigned.tokens.map(({text}) => text).join(''), evidence: [assigned.evidence]}
  }

  /** Strings anywhere in the settings: the engine of a database, the backend of a cache. */
  literals(pattern: RegExp): Conclusion<string>[] {
    return this.#modules.flatMap((module) =>
      module.statements
        .flatMap(({tokens}) => tokens.filter(({value}) => value !== undefined && pattern.test(value)))
        .map((token) => ({value: token.value!, evidence: [lineEvidence(module.file, module.text, token)]})),
    )
  }

  #context(module: PythonModule): ValueContext {
    return {file: posix.join(this.#root, module.file), lookup: (name) => this.#lookup(name, module)}
  }

  /** Each name is worked out once; one that needs itself is unknown. */
  #lookup(name: string, from: PythonModule): string | undefined {
    if (this.#known.has(name)) return this.#known.get(name)
    this.#known.set(name, undefined)
    const assigned = this.#assigned(name, from)
    const value = assigned && stringOf(assigned.tokens, this.#context(assigned.module))
    this.#known.set(name, value)
    return value
  }

  /** Own names win over those that a star brings. */
  #assigned(name: string, from?: PythonModule): Assigned | undefined {
    const first = from ? this.#modules.indexOf(from) : 0
    for (const module of this.#modules.slice(Math.max(0, first))) {
      const binding = lastBinding(module, name)
      if (binding?.kind !== 'value') continue
      return {tokens: binding.tokens, module, evidence: lineEvidence(module.file, module.text, binding.at)}
    }
    return undefined
  }
}

const MAX_MODULES = 20

async function collect(file: string, sources: PythonSources, modules: PythonModule[]): Promise<void> {
  const module = await sources.module(file)
  if (!module || modules.includes(module) || modules.length >= MAX_MODULES) return
  modules.push(module)
  for (const {level, module: name} of module.stars.toReversed()) {
    const target = sources.find(file, level, name)
    if (target !== undefined) await collect(target, sources, modules)
  }
}
