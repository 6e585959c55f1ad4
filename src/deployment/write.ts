import type {Document, Node} from 'yaml'
import type {Deployment} from './deployment.js'
import {describeDeployment} from './describe.js'
import type {DeploymentDescription} from './description.js'

/** Where an editor finds the schema of `tsgi.yaml`. */
export const SCHEMA_URL = 'https://unpkg.com/tsgi/dist/tsgi.schema.json'

export interface WriteOptions {
  /** Writes what it was resolved to: every key, each with a comment. */
  readonly full?: Deployment
  /** Where an editor finds the schema: a URL, or a path from the file. */
  readonly schema?: string
}

/** The text of a `tsgi.yaml`. What is written says the same when it is read. */
export async function writeDescription(
  description: DeploymentDescription,
  {full, schema = SCHEMA_URL}: WriteOptions = {},
): Promise<string> {
  const [yaml, {commentOf, inOrder}] = await Promise.all([import('yaml'), import('./schema-keys.js')])
  const whole: DeploymentDescription =
    full === undefined ? {version: 1, ...description} : {...describeDeployment(full), ...ownWords(description)}
  const document = new yaml.Document(inOrder(whole), {aliasDuplicateObjects: false})
  if (full !== undefined) comment(document.contents, {path: [], commentOf, yaml})
  return `# yaml-language-server: $schema=${schema}\n${document.toString({lineWidth: 0})}`
}

/** What a deployment does not hold, since nothing is rendered from it. */
function ownWords({lint}: DeploymentDescription): Pick<DeploymentDescription, 'lint'> {
  return lint === undefined ? {} : {lint}
}

interface Commenting {
  readonly path: readonly string[]
  readonly commentOf: (path: readonly string[]) => string | undefined
  readonly yaml: typeof import('yaml')
}

/** Before a part, and behind a value. */
function comment(node: Node | null, {path, commentOf, yaml}: Commenting): void {
  if (!yaml.isMap(node)) return
  for (const {key, value} of node.items) {
    if (!yaml.isScalar(key) || !yaml.isNode(value)) continue
    const at = [...path, String(key.value)]
    const text = commentOf(at)
    const isPart = yaml.isCollection(value) && value.items.length > 0
    if (isPart && path.length === 0) key.spaceBefore = true
    if (text !== undefined && isPart) key.commentBefore = ` ${text}`
    else if (text !== undefined) value.comment = ` ${text}`
    comment(value, {path: at, commentOf, yaml})
  }
}

/**
 * Brings a file to a new description. Only what differs is touched: comments, order and spelling of the rest stay a
 * person's own.
 */
export async function editDescription(text: string, description: DeploymentDescription): Promise<string> {
  const {parseDocument} = await import('yaml')
  const document = parseDocument(text, {stringKeys: true})
  const before: unknown = document.toJS()
  if (isSame(before, description)) return text
  edit(document, {path: [], before, after: description})
  return document.toString({lineWidth: 0, ...habitsOf(text)})
}

/** How its writer indents and pads: all of the file is written again. */
function habitsOf(text: string) {
  return {
    indent: Math.min(8, /^( +)\S/m.exec(text)?.[1]?.length ?? 2),
    indentSeq: !/^( *)[^\s#-].*:[ \t]*\n\1- /m.test(text),
    flowCollectionPadding: !/[[{][^\s\]}]/.test(text),
  }
}

interface Change {
  readonly path: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

function edit(document: Document.Parsed, {path, before, after}: Change): void {
  if (!isMap(before) || !isMap(after)) {
    document.setIn(path, document.createNode(after))
    return
  }
  for (const key of Object.keys(before)) {
    if (after[key] === undefined) document.deleteIn([...path, key])
  }
  for (const [key, value] of Object.entries(after)) {
    if (isSame(value, before[key])) continue
    edit(document, {path: [...path, key], before: before[key], after: value})
  }
}

/** Order of keys aside. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isMap(one) || !isMap(other)) return JSON.stringify(one) === JSON.stringify(other)
  const keys = (map: object) => Object.keys(map).filter((key) => (map as Record<string, unknown>)[key] !== undefined)
  const [mine, theirs] = [keys(one), keys(other)]
  return mine.length === theirs.length && mine.every((key) => isSame(one[key], other[key]))
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
