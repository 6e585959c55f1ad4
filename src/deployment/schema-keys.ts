import type {DeploymentDescription} from './description.js'
import {deploymentJsonSchema} from './json-schema.js'

/** As much of a JSON Schema as is walked here. */
interface Node {
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
  readonly anyOf?: readonly Node[]
}

const root = deploymentJsonSchema() as Node

/** What the schema says of a key, for a comment: one line. */
export function commentOf(path: readonly string[]): string | undefined {
  const node = path.reduce<Node | undefined>((inner, key) => inner && insideOf(inner, key), root)
  if (node?.description === undefined) return undefined
  const choices = choicesOf(node)
  return choices.length === 0 ? node.description : `${node.description} (${choices.join(', ')})`
}

function insideOf(node: Node, key: string): Node | undefined {
  const shapes = [node, ...(node.anyOf ?? [])]
  const named = shapes.map(({properties}) => properties?.[key]).find((found) => found !== undefined)
  const free = shapes.map(({additionalProperties}) => additionalProperties).find((found) => typeof found === 'object')
  return named ?? (typeof free === 'object' ? {...free, description: undefined!} : undefined)
}

function choicesOf({enum: own = [], anyOf = []}: Node): readonly string[] {
  return [...own, ...anyOf.flatMap((option) => option.enum ?? [])].map(String)
}

/** The same description, its keys in the order of the schema. */
export function inOrder(description: DeploymentDescription): unknown {
  return ordered(description, root)
}

function ordered(value: unknown, node: Node | undefined): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const known = node ? [node, ...(node.anyOf ?? [])].flatMap(({properties}) => Object.keys(properties ?? {})) : []
  const place = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const sorted = entries.toSorted(([a], [b]) => place(a) - place(b))
  return Object.fromEntries(sorted.map(([key, inner]) => [key, ordered(inner, node && insideOf(node, key))]))
}
