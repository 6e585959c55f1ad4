import type {PythonMaker} from '../../knowledge/python-applications.js'
import {lineEvidence} from '../evidence.js'
import type {ProjectEvidence} from '../project.js'
import {type Call, splitAt} from './expressions.js'
import {type Binding, type PythonModule, scopeIn} from './module.js'
import {lastBinding} from './sources.js'
import type {Token} from './tokens.js'

/** An application that a name leads to. */
export interface FoundApplication {
  readonly maker: PythonMaker
  /** `flask.Flask`: the full name of what made it; empty for a function of the project's own. */
  readonly made: string
  /** Where it is made: the same application has the same, by whatever name it is reached. */
  readonly origin: string
  readonly evidence: readonly ProjectEvidence[]
  /** The call that makes it, and the module in which it stands. */
  readonly call?: Call
  readonly module: PythonModule
}

type ClassBinding = Extract<Binding, {kind: 'class'}>

/** What a call makes. */
export function found(maker: PythonMaker, made: string, module: PythonModule, at: Token, call: Call): FoundApplication {
  const evidence = [lineEvidence(module.file, module.text, at)]
  return {maker, made, origin: originOf(module, at), evidence, call, module}
}

/** An instance of a class with `__call__(self, environ, start_response)`. */
export function instance(binding: ClassBinding, module: PythonModule): FoundApplication | undefined {
  return methodCallable(binding, module, '__call__')
}

/** A class whose instances answer: `__init__(self, environ, start_response)`. */
export function callableClass(binding: ClassBinding, module: PythonModule): FoundApplication | undefined {
  return methodCallable(binding, module, '__init__')
}

function methodCallable(binding: ClassBinding, module: PythonModule, name: string): FoundApplication | undefined {
  const method = lastBinding(scopeIn(module, binding.statement), name)
  if (method?.kind !== 'function') return undefined
  return plainCallable(binding, method.parameters.slice(1).map(nameOfParameter), module)
}

/** A callable of the project's own is told by the names of its parameters. */
export function plainCallable(
  {at}: {readonly at: Token; readonly name: string},
  parameters: readonly string[],
  module: PythonModule,
): FoundApplication | undefined {
  const [first = '', second = '', third = ''] = parameters
  const isWsgi = /^_*(env|environ|environment)$/.test(first) && /^_*(start_?response|start|sr)$/.test(second)
  const isAsgi = /^_*scope$/.test(first) && /^_*(receive|recv)$/.test(second) && /^_*send$/.test(third)
  if (!isWsgi && !isAsgi) return undefined
  const evidence = [lineEvidence(module.file, module.text, at)]
  return {maker: isWsgi ? 'wsgi' : 'asgi', made: '', origin: originOf(module, at), evidence, module}
}

export const nameOfParameter = ({name, tokens}: {readonly name?: string; readonly tokens: readonly Token[]}) =>
  name ?? tokens[0]?.text ?? ''

/** `lambda environ, start_response: …` */
export function lambdaParameters(tokens: readonly Token[]): string[] | undefined {
  if (tokens[0]?.text !== 'lambda') return undefined
  const colon = tokens.findIndex(({text}) => text === ':')
  return splitAt(tokens.slice(1, Math.max(1, colon)), ',').map((part) => part[0]?.text ?? '')
}

/** The line that leads there comes first, each once. */
export function withEvidence(module: PythonModule, at: Token, application: FoundApplication): FoundApplication {
  const step = lineEvidence(module.file, module.text, at)
  const isSame = ({location}: ProjectEvidence) => location.file === module.file && location.line === at.line
  if (application.evidence.some(isSame)) return application
  return {...application, evidence: [step, ...application.evidence]}
}

const originOf = ({file}: PythonModule, {line, column}: Token) => `${file}:${line}:${column}`
