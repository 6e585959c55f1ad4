import {type Argument, argumentsOf, splitAt} from './expressions.js'
import {readStatements, type Statement} from './statements.js'
import type {Token} from './tokens.js'

/** What a name of a module or function stands for. */
export type Binding = {readonly name: string; readonly at: Token; readonly index: number} & (
  | {
      readonly kind: 'import'
      /** Dots of a relative import. */
      readonly level: number
      readonly module: string
      /** Of `from module import name`. */
      readonly imported?: string
    }
  | {readonly kind: 'value'; readonly tokens: readonly Token[]}
  | {
      readonly kind: 'function'
      readonly parameters: readonly Argument[]
      readonly isAsync: boolean
      readonly statement: Statement
    }
  | {readonly kind: 'class'; readonly bases: readonly Argument[]; readonly statement: Statement}
)

/** `from module import *`. */
export interface StarImport {
  readonly level: number
  readonly module: string
  readonly index: number
}

/** The names that a module, a function or a class binds. */
export interface Scope {
  readonly bindings: ReadonlyMap<string, readonly Binding[]>
  readonly stars: readonly StarImport[]
}

/** A Python file as far as it can be known without running it. */
export interface PythonModule extends Scope {
  /** Relative to the project. */
  readonly file: string
  readonly text: string
  readonly statements: readonly Statement[]
}

export function readModule(file: string, text: string): PythonModule {
  const statements = readStatements(text)
  return {file, text, statements, ...scopeOf(statements.filter(isOfModule))}
}

const scopes = new WeakMap<Statement, Scope>()

/** What a function or class binds in its own body. */
export function scopeIn(module: PythonModule, owner: Statement): Scope {
  const known = scopes.get(owner)
  if (known) return known
  const scope = scopeOf(bodyOf(module, owner).filter((statement) => definitionOf(statement) === owner))
  scopes.set(owner, scope)
  return scope
}

/** The statements below a header, however deep. */
export function bodyOf(module: PythonModule, owner: Statement): Statement[] {
  const body: Statement[] = []
  for (let i = owner.index + 1; module.statements[i]?.parents.includes(owner); i++) body.push(module.statements[i]!)
  return body
}

/** The function or class that a statement stands in directly. */
export function definitionOf(statement: Statement): Statement | undefined {
  return statement.parents.findLast(isDefinition)
}

const isDefinition = ({tokens}: Statement) =>
  ['def', 'class'].includes(tokens[0]!.text) || (tokens[0]!.text === 'async' && tokens[1]?.text === 'def')

/** Whether a statement runs when the module is imported. */
export function isOfModule(statement: Statement): boolean {
  return !statement.parents.some((parent) => isDefinition(parent) || isNeverTaken(parent))
}

/** Blocks that do not run when uWSGI imports the module. */
function isNeverTaken({tokens}: Statement): boolean {
  if (tokens[0]!.text !== 'if' && tokens[0]!.text !== 'elif') return false
  const condition = tokens
    .slice(1, -1)
    .map(({text}) => text)
    .join('')
  return /^\(?(__name__==|['"]__main__['"]==__name__|False\)?$|0\)?$|(typing\.)?TYPE_CHECKING\)?$)/.test(condition)
}

function scopeOf(statements: readonly Statement[]): Scope {
  const bindings = new Map<string, Binding[]>()
  const stars: StarImport[] = []
  for (const statement of statements) {
    for (const binding of bindingsOf(statement)) {
      if (binding.name === '*' && binding.kind === 'import') stars.push(binding)
      else if (bindings.has(binding.name)) bindings.get(binding.name)!.push(binding)
      else bindings.set(binding.name, [binding])
    }
  }
  return {bindings, stars}
}

function bindingsOf(statement: Statement): Binding[] {
  const {tokens} = statement
  switch (tokens[0]!.text) {
    case 'import':
      return importBindings(statement)
    case 'from':
      return fromBindings(statement)
    case 'def':
    case 'async':
    case 'class':
      return definitionBindings(statement)
    case 'with':
      return withBindings(statement)
    default:
      return assignmentBindings(statement)
  }
}

function importBindings({tokens, index}: Statement): Binding[] {
  return splitAt(tokens.slice(1), ',').flatMap((part): Binding[] => {
    const at = part[0]
    if (at === undefined) return []
    const as = part.findIndex(({text}) => text === 'as')
    const module = nameOf(as === -1 ? part : part.slice(0, as))
    const name = as === -1 ? at.text : part[as + 1]?.text
    if (name === undefined) return []
    return [{kind: 'import', name, at, index, level: 0, module: as === -1 ? at.text : module}]
  })
}

function fromBindings({tokens, index}: Statement): Binding[] {
  const split = tokens.findIndex(({kind, text}) => kind === 'name' && text === 'import')
  if (split === -1) return []
  const source = nameOf(tokens.slice(1, split))
  const level = /^\.*/.exec(source)![0].length
  const names = tokens.slice(split + 1).filter(({text}) => text !== '(' && text !== ')')
  return splitAt(names, ',').flatMap((part): Binding[] => {
    const [at, as, alias] = part
    if (at === undefined) return []
    const name = as?.text === 'as' && alias ? alias.text : at.text
    return [{kind: 'import', name, at, index, level, module: source.slice(level), imported: at.text}]
  })
}

function definitionBindings(statement: Statement): Binding[] {
  const {index} = statement
  const isAsync = statement.tokens[0]!.text === 'async'
  const [keyword, at, ...rest] = isAsync ? statement.tokens.slice(1) : statement.tokens
  if (at?.kind !== 'name' || !keyword) return []
  const inside = argumentsOf(betweenBrackets(rest))
  if (keyword.text === 'class') return [{kind: 'class', name: at.text, at, index, bases: inside, statement}]
  if (keyword.text !== 'def') return []
  return [{kind: 'function', name: at.text, at, index, parameters: inside, isAsync, statement}]
}

/** `with open_it() as name:` */
function withBindings({tokens, index}: Statement): Binding[] {
  const as = tokens.findLastIndex(({kind, text}) => kind === 'name' && text === 'as')
  const at = tokens[as + 1]
  if (as < 1 || at?.kind !== 'name') return []
  return [{kind: 'value', name: at.text, at, index, tokens: tokens.slice(1, as)}]
}

/** `a = b = value`, `a: Type = value`; tuples and attributes are not followed. */
function assignmentBindings({tokens, index}: Statement): Binding[] {
  const parts = splitAt(tokens, '=')
  const value = parts.at(-1)
  if (parts.length < 2 || value === undefined || value.length === 0) return []
  return parts.slice(0, -1).flatMap((target): Binding[] => {
    const [at, colon] = target
    if (at?.kind !== 'name' || (target.length > 1 && colon?.text !== ':')) return []
    return [{kind: 'value', name: at.text, at, index, tokens: value}]
  })
}

/** Between the first opening bracket and the one that closes it. */
function betweenBrackets(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.text !== '(') return []
  let depth = 0
  const end = tokens.findIndex(({kind, text}) => {
    if (kind !== 'operator') return false
    depth += '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0
    return depth === 0
  })
  return tokens.slice(1, end === -1 ? tokens.length : end)
}

const nameOf = (tokens: readonly Token[]) => tokens.map(({text}) => text).join('')
