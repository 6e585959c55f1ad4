import {PRESETS} from '../deployment/deployment.js'
import {describeDeployment} from '../deployment/describe.js'
import type {DeploymentDescription} from '../deployment/description.js'
import {deploymentJsonSchema} from '../deployment/json-schema.js'
import {presets} from '../deployment/preset.js'
import {resolveDeployment} from '../deployment/resolve.js'

/** What docs/deployment.md is made of, beside its prose. */
export interface DeploymentReference {
  readonly parts: readonly KeyPart[]
  readonly presets: readonly PresetPart[]
}

interface KeyPart {
  /** `uwsgi`; empty: the top. */
  readonly title: string
  readonly description: string
  readonly rows: readonly {
    readonly key: string
    readonly takes: string
    readonly byDefault: string
    readonly description: string
  }[]
}

interface PresetPart {
  readonly name: string
  readonly purpose: string
  readonly rows: readonly {readonly key: string; readonly value: string; readonly reason: string}[]
}

interface Node {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
  readonly anyOf?: readonly Node[]
}

const PARTS = ['', 'application', 'uwsgi', 'web', 'service', 'paths'] as const

/** With everything turned on that has defaults of its own. */
const EXAMPLE: DeploymentDescription = {
  name: 'shop',
  application: {root: '/srv/shop', module: 'shop.wsgi'},
  web: {names: ['example.org'], tls: true, cache: true},
}
/** Said by the example, not by a default. */
const SAID = [
  'name',
  'application.root',
  'application.language',
  'application.module',
  'web.names',
  'web.tls',
  'web.cache',
]

export function deploymentReference(): DeploymentReference {
  const root = deploymentJsonSchema() as Node
  const defaults = describeDeployment(resolveDeployment(EXAMPLE))
  return {
    parts: PARTS.map((title) => {
      const node = title === '' ? root : root.properties![title]!
      return {title, description: node.description ?? '', rows: rowsOf(node, title, defaults)}
    }),
    presets: PRESETS.map(presetPart),
  }
}

function rowsOf(node: Node, path: string, defaults: object): KeyPart['rows'] {
  return Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
    const key = path === '' ? name : `${path}.${name}`
    if (key === 'application.uwsgi' || (path === '' && (PARTS as readonly string[]).includes(name))) return []
    const shapes = [inner, ...(inner.anyOf ?? [])].filter(({properties}) => properties !== undefined)
    const row = {key, takes: takesOf(inner), byDefault: defaultOf(key, defaults), description: inner.description ?? ''}
    return [row, ...shapes.flatMap((shape) => rowsOf(shape, key, defaults))]
  })
}

function takesOf(node: Node): string {
  if (node.const !== undefined) return `\`${String(node.const)}\``
  if (node.enum) return node.enum.map((choice) => `\`${String(choice)}\``).join(' ')
  if (node.anyOf) return [...new Set(node.anyOf.map(takesOf))].join(' or ')
  if (node.items) return 'list'
  if (node.properties || typeof node.additionalProperties === 'object') return 'map'
  return simpleOf(node)
}

function simpleOf({type, pattern = '', minimum, maximum}: Node): string {
  if (pattern.includes('kKmMgG')) return 'size'
  if (pattern.includes('(ms|')) return 'time'
  if (type === 'boolean') return '`true` `false`'
  if (type !== 'integer') return 'text'
  return maximum === undefined || maximum >= 2 ** 31 - 1 ? `number from ${minimum}` : `${minimum} to ${maximum}`
}

function defaultOf(key: string, defaults: object): string {
  if (SAID.includes(key)) return ''
  const value = key
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], defaults)
  return value === undefined || isEmpty(value) ? '' : shown(value)
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(' ')
  if (typeof value !== 'object') return `\`${String(value)}\``
  const entries = Object.entries(value as object)
  return entries.every(([, inner]) => typeof inner !== 'object')
    ? entries.map(([name, inner]) => `\`${name}: ${String(inner)}\``).join(' ')
    : ''
}

function presetPart(name: (typeof PRESETS)[number]): PresetPart {
  const {purpose, reasons, ...parts} = presets[name]
  const rows = Object.entries(parts).flatMap(([part, values]) =>
    Object.entries(values).flatMap(([key, value]) => leavesOf(`${part}.${key}`, value)),
  )
  return {name, purpose, rows: rows.map(([key, value]) => ({key, value: shown(value), reason: reasons[key] ?? ''}))}
}

function leavesOf(key: string, value: unknown): (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || key.endsWith('cheaper')) return [[key, value]]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(`${key}.${name}`, inner))
}
