import {PYTHON_HOLDERS, PYTHON_MAKERS, PYTHON_MAKING_METHODS} from '../../knowledge/python-applications.js'
import {type Call, callOf, dottedName, unwrapped} from './expressions.js'
import {
  callableClass,
  type FoundApplication,
  found,
  functionCallable,
  instance,
  lambdaCallable,
  withEvidence,
} from './found-application.js'
import {type Binding, bodyOf, definitionOf, type PythonModule, type Scope, scopeIn} from './module.js'
import {fullNames, lastBinding, type PythonSources} from './sources.js'
import type {Token} from './tokens.js'

/** Where an expression stands. */
interface Place {
  readonly module: PythonModule
  /** The innermost first; the last is the module. */
  readonly scopes: readonly Scope[]
  /** Statements behind it do not count. */
  readonly before: number
  readonly depth: number
}

type Found = Promise<FoundApplication | undefined>

/** Hops from name to name. */
const MAX_DEPTH = 12
/** Names and functions looked into for one attribute, and for all of them. */
const MAX_STEPS = {each: 500, all: 100_000} as const
/** Names that a wrapped application is bound to. */
const APPLICATION_NAMES = new Set(['app', 'application', 'api', 'wsgi', 'wsgi_app', 'wsgi_application'])

/** Follows names, imports, factories, subclasses and wrappers to what makes the application; runs nothing. */
export class Resolver {
  readonly #sources: PythonSources
  #steps = 0
  #allSteps = 0

  constructor(sources: PythonSources) {
    this.#sources = sources
  }

  /** The application that a module's attribute is; `undefined` when it is none that is known. */
  attribute(module: PythonModule, name: string, depth = 0): Found {
    if (depth === 0) this.#steps = 0
    const place = {module, scopes: [module], before: Number.POSITIVE_INFINITY, depth}
    return this.#name(name, place)
  }

  /** What calling a function of the project gives. */
  async factory(module: PythonModule, binding: Extract<Binding, {kind: 'function'}>, depth = 0): Found {
    if (depth === 0) this.#steps = 0
    if (binding.isAsync || this.#isTooFar(depth)) return undefined
    const {statement} = binding
    const scopes = [scopeIn(module, statement), module]
    for (const returned of bodyOf(module, statement).toReversed()) {
      if (returned.tokens[0]!.text !== 'return' || definitionOf(returned) !== statement) continue
      const found = await this.#expression(returned.tokens.slice(1), {
        module,
        scopes,
        before: Number.POSITIVE_INFINITY,
        depth: depth + 1,
      })
      if (found) return withEvidence(module, binding.at, found)
    }
    return undefined
  }

  async #name(name: string, place: Place): Found {
    if (this.#isTooFar(place.depth)) return undefined
    for (const [i, scope] of place.scopes.entries()) {
      const binding = lastBinding(scope, name, i === 0 ? place.before : undefined)
      if (binding) return this.#binding(binding, {...place, scopes: place.scopes.slice(i), depth: place.depth + 1})
    }
    return this.#star(name, place)
  }

  #isTooFar(depth: number): boolean {
    this.#steps += 1
    this.#allSteps += 1
    return depth > MAX_DEPTH || this.#steps > MAX_STEPS.each || this.#allSteps > MAX_STEPS.all
  }

  async #star(name: string, {module, depth}: Place): Found {
    for (const star of module.stars) {
      const target = await this.#imported(module, star.level, star.module)
      const found = target && (await this.attribute(target, name, depth + 1))
      if (found) return found
    }
    return undefined
  }

  async #binding(binding: Binding, place: Place): Found {
    const {module} = place
    switch (binding.kind) {
      case 'import': {
        if (binding.imported === undefined) return undefined
        const target = await this.#imported(module, binding.level, binding.module)
        const found = target && (await this.attribute(target, binding.imported, place.depth))
        return found && withEvidence(module, binding.at, found)
      }
      case 'function':
        return functionCallable(binding, module)
      case 'class':
        return callableClass(binding, module)
      case 'value': {
        const found = await this.#expression(binding.tokens, {...place, before: binding.index}, binding.name)
        return found && withEvidence(module, binding.at, found)
      }
    }
  }

  async #expression(tokens: readonly Token[], place: Place, target?: string): Found {
    const inner = unwrapped(tokens)
    if (inner[0]?.text === 'lambda') return lambdaCallable(inner, target, place.module)
    const call = callOf(inner)
    if (call) return this.#call(call, place, target)
    const dotted = dottedName(inner)
    if (dotted === undefined) return undefined
    return dotted.includes('.') ? this.#attributeOf(dotted, place) : this.#name(dotted, place)
  }

  async #call(call: Call, place: Place, target: string | undefined): Found {
    const dotted = dottedName(call.callee)
    const made =
      dotted === undefined
        ? undefined
        : fullNames(place.scopes, dotted).find((name) => Object.hasOwn(PYTHON_MAKERS, name))
    if (made !== undefined) return this.#made(call, made, place)
    const method = call.callee.at(-1)!
    const known = call.callee.at(-2)?.text === '.' && ownValue(PYTHON_MAKING_METHODS, method.text)
    if (known && uses(place.module, known.module)) return found(known.maker, known.module, place.module, method, call)
    if (dotted !== undefined) {
      const own = await this.#ownCallable(dotted, call, place)
      if (own) return own
    }
    return this.#wrapped(call, place, target)
  }

  async #made(call: Call, made: string, place: Place): Found {
    const maker = PYTHON_MAKERS[made]!
    return found(maker, made, place.module, call.callee[0]!, call)
  }

  /** A function or class of the project. */
  async #ownCallable(dotted: string, call: Call, place: Place): Found {
    const own = await this.#definition(dotted, place)
    if (!own || place.depth > MAX_DEPTH) return undefined
    if (own.binding.kind === 'function') return this.factory(own.module, own.binding, place.depth + 1)
    if (own.binding.kind !== 'class') return undefined
    const made = await this.#baseOf(own.binding, own.module, place.depth + 1)
    if (made !== undefined) return found(PYTHON_MAKERS[made]!, made, place.module, call.callee[0]!, call)
    return instance(own.binding, own.module)
  }

  /** `ProxyFix(app)`, bound to a name that applications have, or to the one it wraps. */
  async #wrapped(call: Call, place: Place, target: string | undefined): Found {
    for (const {tokens} of call.arguments) {
      const isRebound = target !== undefined && dottedName(tokens) === target
      if (!isRebound && !(target === undefined || APPLICATION_NAMES.has(target))) continue
      const inner = await this.#expression(tokens, {...place, depth: place.depth + 1}, target)
      if (inner) return inner
    }
    return undefined
  }

  /** `module.app`, `dash_app.server`. */
  async #attributeOf(dotted: string, place: Place): Found {
    const at = dotted.lastIndexOf('.')
    const [owner, attribute] = [dotted.slice(0, at), dotted.slice(at + 1)]
    const module = await this.#moduleNamed(owner, place)
    if (module) return this.attribute(module, attribute, place.depth + 1)
    const held = lastBinding(place.scopes.at(-1)!, owner)
    if (held?.kind !== 'value') return undefined
    const call = callOf(held.tokens)
    const callee = call && dottedName(call.callee)
    if (!call || callee === undefined) return undefined
    const made = fullNames(place.scopes, callee).find((name) => ownValue(PYTHON_HOLDERS, name)?.attribute === attribute)
    return made === undefined ? undefined : found(PYTHON_HOLDERS[made]!.maker, made, place.module, held.at, call)
  }

  /** `import shop.web` or `from shop import web`, then `shop.web` or `web`. */
  async #moduleNamed(dotted: string, {module, scopes}: Place): Promise<PythonModule | undefined> {
    const [first, ...rest] = dotted.split('.')
    const binding = scopes.map((scope) => lastBinding(scope, first!)).find((known) => known !== undefined)
    if (binding?.kind !== 'import') return undefined
    const path = [binding.module, binding.imported, ...rest].filter((part) => part).join('.')
    return this.#imported(module, binding.level, path)
  }

  async #definition(dotted: string, place: Place): Promise<{binding: Binding; module: PythonModule} | undefined> {
    const at = dotted.lastIndexOf('.')
    if (at !== -1) {
      const module = await this.#moduleNamed(dotted.slice(0, at), place)
      return module && this.#definition(dotted.slice(at + 1), {...place, module, scopes: [module]})
    }
    const binding = place.scopes.map((scope) => lastBinding(scope, dotted)).find((known) => known !== undefined)
    if (binding?.kind !== 'import') return binding && {binding, module: place.module}
    const target = await this.#imported(place.module, binding.level, binding.module)
    if (!target || binding.imported === undefined || place.depth > MAX_DEPTH) return undefined
    return this.#definition(binding.imported, {...place, module: target, scopes: [target], depth: place.depth + 1})
  }

  /** The full name of the known class that a class of the project derives from. */
  async #baseOf(
    binding: Extract<Binding, {kind: 'class'}>,
    module: PythonModule,
    depth: number,
  ): Promise<string | undefined> {
    for (const {tokens} of binding.bases) {
      const dotted = dottedName(tokens)
      if (dotted === undefined || this.#isTooFar(depth)) continue
      const known = fullNames([module], dotted).find((name) => Object.hasOwn(PYTHON_MAKERS, name))
      if (known !== undefined) return known
      const place = {module, scopes: [module], before: Number.POSITIVE_INFINITY, depth}
      const own = await this.#definition(dotted, place)
      if (own?.binding.kind !== 'class' || own.binding === binding) continue
      const made = await this.#baseOf(own.binding, own.module, depth + 1)
      if (made !== undefined) return made
    }
    return undefined
  }

  async #imported(from: PythonModule, level: number, module: string): Promise<PythonModule | undefined> {
    const file = this.#sources.find(from.file, level, module)
    return file === undefined ? undefined : this.#sources.module(file)
  }
}

/** Names come from the project: `constructor` must not find what every object has. */
const ownValue = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

function uses(module: PythonModule, name: string): boolean {
  return module.statements.some(({tokens}) => /^(from|import)$/.test(tokens[0]!.text) && tokens[1]?.text === name)
}
