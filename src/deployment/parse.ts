import type {Location} from '../diagnostics.js'
import type {DeploymentDescription} from './description.js'
import {DeploymentError, type DescriptionProblem} from './problem.js'
import {problemsOf} from './schema-problems.js'
import {type Places, placesOf} from './yaml-places.js'

/** No description is that long, and reading one that is would take minutes. */
const MAX_LENGTH = 1 << 20
/** Of maps in lists in maps. The parser follows much deeper ones until the process dies, which cannot be caught. */
const MAX_DEPTH = 32
const MAX_INDENT = 256
/** Where the parser's words are about its options. */
const OURS: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document begins here, and one is read',
  NON_STRING_KEY: 'a key has to be plain text',
}

/** What a file says, and where it says it. */
export interface ParsedDescription {
  readonly description: DeploymentDescription
  /** For `resolveDeployment`, so that a contradiction is told with its line. */
  locate(key: string): Location | undefined
}

/**
 * Reads a `tsgi.yaml`.
 *
 * @param text bytes are taken as UTF-8
 * @param file its name, for messages
 * @throws DeploymentError `TSGI_BAD_DEPLOYMENT`, usage, with everything that is wrong, each with its line and column
 */
export async function parseDescription(text: string | Uint8Array, file: string): Promise<ParsedDescription> {
  const {document, places} = await readYaml(decoded(text, file), file)
  const value: unknown = document.toJS()
  if (value === null) throw whole(file, 'it is empty', 'say what is deployed: application, with root and module')
  const version = (value as {readonly version?: unknown}).version
  if (typeof version === 'number' && version !== 1) {
    const message = `${version} is a version that this tsgi does not know: it reads version 1`
    throw new DeploymentError([{key: 'version', message, ...placed(places, 'version')}])
  }
  const {deployment, knownKeys} = await import('./schema.js')
  const found = deployment.safeParse(value)
  if (!found.success) throw failed(problemsOf(found.error.issues, {value, places, known: knownKeys}))
  return {description: value as DeploymentDescription, locate: (key) => places.locate(key)}
}

async function readYaml(text: string, file: string) {
  const yaml = await import('yaml')
  if (isTooDeep(text, yaml)) throw whole(file, 'it is nested too deeply')
  const lines = new yaml.LineCounter()
  const document = yaml.parseDocument(text, {
    ...{lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'error', maxAliasCount: 0},
    uniqueKeys: false, // compares each with each; placesOf does it in one pass
  })
  const wrong = [...document.errors, ...document.warnings].map(({code, message, pos}): DescriptionProblem => {
    const {line, col} = lines.linePos(pos[0])
    return {key: '', message: OURS[code] ?? plain(message), location: {file, line, column: col}}
  })
  if (wrong.length > 0) throw failed(wrong)
  const places = placesOf(document, {yaml, file, lines})
  if (places.problems.length > 0) throw failed(places.problems)
  return {document, places}
}

/** By brackets, by dashes and question marks on one line, by indentation: nesting has no other means. */
function isTooDeep(text: string, {Lexer, CST}: typeof import('yaml')): boolean {
  let [brackets, marks] = [0, 0]
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token)
    if (type === 'flow-map-start' || type === 'flow-seq-start') brackets++
    else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets--
    else if (type === 'newline') marks = 0
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') marks++
    else if (type === 'space' && token.length > MAX_INDENT) return true
    if (brackets > MAX_DEPTH || marks > MAX_DEPTH) return true
  }
  return false
}

function decoded(text: string | Uint8Array, file: string): string {
  if (text.length > MAX_LENGTH) throw whole(file, 'it is over a megabyte')
  if (typeof text === 'string') return text
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(text)
  } catch {
    throw whole(file, 'it is not UTF-8')
  }
}

/** In the order of the file. */
function failed(problems: readonly DescriptionProblem[]): DeploymentError {
  const order = ({location}: DescriptionProblem) => (location?.line ?? 0) * 10_000 + (location?.column ?? 0)
  return new DeploymentError(problems.toSorted((a, b) => order(a) - order(b)))
}

function whole(file: string, message: string, suggestion?: string): DeploymentError {
  const location = {file, line: 1, column: 1}
  return new DeploymentError([{key: '', message, location, ...(suggestion === undefined ? {} : {suggestion})}])
}

function placed(places: Places, key: string): {readonly location?: Location} {
  const location = places.locate(key)
  return location === undefined ? {} : {location}
}

function plain(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
