import type {PythonMaker} from '../../knowledge/python-applications.js'
import {lineEvidence} from '../evidence.js'
import type {ProjectEvidence} from '../project.js'
import {type Argument, argumentsOf, type Call} from './expressions.js'
import {type Binding, bodyOf, type PythonModule, scopeIn} from './module.js'
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

type FunctionBinding = Extract<Binding, {kind: 'function'}>
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
  return plainCallable(
    {at: binding.at, parameters: method.parameters.slice(1), body: bodyTokens(method, module)},
    module,
  )
}

/** A function of the project's own, as what is asked whether it speaks WSGI. */
export function functionCallable(binding: FunctionBinding, module: PythonModule): FoundApplication | undefined {
  const {at, name, parameters} = binding
  return plainCallable({at, name, parameters, body: bodyTokens(binding, module)}, module)
}

/** `lambda environ, start_response: …`, bound to a name; `undefined` for anything else. */
export function lambdaCallable(
  tokens: readonly Token[],
  name: string | undefined,
  module: PythonModule,
): FoundApplication | undefined {
  const colon = tokens.findIndex(({text}) => text === ':')
  const parameters = argumentsOf(tokens.slice(1, Math.max(1, colon)))
  return plainCallable({at: tokens[0]!, name, parameters, body: tokens.slice(colon + 1)}, module)
}

function bodyTokens({statement}: FunctionBinding, module: PythonModule): Token[] {
  return [statement, ...bodyOf(module, statement)].flatMap(({tokens}) => tokens)
}

interface PlainCallable {
  readonly at: Token
  /** What it is bound to, where that says something. */
  readonly name?: string | undefined
  readonly parameters: readonly Argument[]
  readonly body: readonly Token[]
}

/** Told by the names of its parameters, by the name that uWSGI looks for, or by its calling the second with a status. */
function plainCallable(
  {at, name, parameters, body}: PlainCallable,
  module: PythonModule,
): FoundApplication | undefined {
  const [first = '', second = '', third = ''] = parameters.map(nameOfParameter)
  const isNamed = /^_*(env|environ|environment)$/.test(first) && /^_*(start_?response|start|sr)$/.test(second)
  const isPair = parameters.length >= 2 && parameters.every((one, i) => i < 2 === isPlain(one))
  const isWsgi = isNamed || (isPair && (name === 'application' || startsResponse(body, second)))
  const isAsgi = /^_*scope$/.test(first) && /^_*(receive|recv)$/.test(second) && /^_*send$/.test(third)
  if (!isWsgi && !isAsgi) return undefined
  const evidence = [lineEvidence(module.file, module.text, at)]
  return {maker: isWsgi ? 'wsgi' : 'asgi', made: '', origin: originOf(module, at), evidence, module}
}

/** Without a default, and one value. */
const isPlain = ({name, tokens}: Argument) =>
  name === undefined && !/^[*/]/.test(tokens[0]?.text ?? '*') && !tokens.some(({text}) => text === '=')

/** `s('200 OK', …)` */
const startsResponse = (body: readonly Token[], name: string) =>
  body.some(({text}, i) => text === name && body[i + 1]?.text === '(' && /^[1-5]\d\d /.test(body[i + 2]?.value ?? ''))

const nameOfParameter = ({name, tokens}: {readonly name?: string; readonly tokens: readonly Token[]}) =>
  name ?? tokens[0]?.text ?? ''

/** The line that leads there comes first, each once. */
export function withEvidence(module: PythonModule, at: Token, application: FoundApplication): FoundApplication {
  const step = lineEvidence(module.file, module.text, at)
  const isSame = ({location}: ProjectEvidence) => location.file === module.file && location.line === at.line
  if (application.evidence.some(isSame)) return application
  return {...application, evidence: [step, ...application.evidence]}
}

const originOf = ({file}: PythonModule, {line, column}: Token) => `${file}:${line}:${column}`
