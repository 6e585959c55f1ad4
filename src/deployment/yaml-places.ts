import type {Document, LineCounter, Node, Pair} from 'yaml'
import type {Location} from '../diagnostics.js'
import type {DescriptionProblem} from './problem.js'

/** Where the keys of a file stand, and what no description may have, whatever its keys. */
export interface Places {
  readonly problems: readonly DescriptionProblem[]
  /** Of the value of a key; of the key itself for `name`. */
  locate(key: string, what?: 'value' | 'name'): Location | undefined
}

/** `a.b[0]`. */
export function keyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (key, part) => (typeof part === 'number' ? `${key}[${part}]` : `${key}${key && '.'}${String(part)}`),
    '',
  )
}

/** What is used of the package, which is loaded only when there is a file to read. */
type Yaml = Pick<typeof import('yaml'), 'isAlias' | 'isMap' | 'isPair' | 'isScalar' | 'isSeq'>

export function placesOf(
  document: Document,
  {yaml, file, lines}: {yaml: Yaml; file: string; lines: LineCounter},
): Places {
  const places = new Map<string, {readonly value: Location; readonly name: Location}>()
  const problems: DescriptionProblem[] = []
  const at = (offset: number): Location => {
    const {line, col} = lines.linePos(offset)
    return {file, line, column: col}
  }
  const refuse = (node: Node, key: string, message: string) =>
    problems.push({key, message, location: at(node.range?.[0] ?? 0)})

  const walk = (node: unknown, key: string, name: Location) => {
    const value = startOf(node)
    places.set(key, {value: value === undefined ? name : at(value), name})
    if (yaml.isAlias(node)) refuse(node, key, 'aliases are not taken: write the value itself')
    else if ((yaml.isScalar(node) || yaml.isMap(node) || yaml.isSeq(node)) && node.anchor !== undefined) {
      refuse(node, key, 'anchors are not taken: write each value where it belongs')
    }
    if (yaml.isMap(node)) walkMap(node.items, key)
    if (yaml.isSeq(node)) {
      for (const [index, item] of node.items.entries()) walk(item, `${key}[${index}]`, at(startOf(item) ?? 0))
    }
  }
  const walkMap = (pairs: readonly Pair[], key: string) => {
    const seen = new Set<string>()
    for (const pair of pairs) {
      const name = yaml.isScalar(pair.key) ? String(pair.key.value) : undefined
      const node = pair.key as Node
      if (name === undefined) refuse(node, key, 'a key has to be plain text')
      // Own keys of that name are not seen by everybody who reads a map.
      else if (name === '__proto__') refuse(node, key, 'no key may be called __proto__')
      else if (seen.has(name)) refuse(node, key === '' ? name : `${key}.${name}`, 'it stands here twice')
      if (name === undefined || seen.has(name)) continue
      seen.add(name)
      walk(pair.value, key === '' ? name : `${key}.${name}`, at(startOf(node) ?? 0))
    }
  }

  walk(document.contents, '', at(0))
  return {problems, locate: (key, what = 'value') => nearest(key, (name) => places.get(name)?.[what])}
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}

/** Of the key, of what `resolveDeployment` calls by another name, or of what it is in. */
function nearest(key: string, find: (key: string) => Location | undefined): Location | undefined {
  for (let at = key; at !== ''; at = at.replace(/(\.[^.[]*|\[\d+\]|^[^.[]*)$/, '')) {
    const found = find(at) ?? (at.startsWith('uwsgi') ? find(`application.${at}`) : undefined)
    if (found) return found
  }
  return find('')
}
