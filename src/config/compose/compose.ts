import {type ContainerVariable, commandWords, type Placed, placed, uwsgiInWords} from '../containers.js'
import type {Span} from '../directive.js'
import type {CommandWord} from '../uwsgi/command-line.js'
import type {UwsgiConfig} from '../uwsgi/model.js'
import {entriesOf, itemsOf, readYamlFile, textOf, under, type YamlFile, type YamlNode} from '../yaml-tree.js'

/** A port of a container that is reached from outside. */
export interface ComposePort extends Span {
  /** On the machine; undefined: any address. */
  readonly host?: string
  /** As written: a number, a range, or undefined for one that is chosen. */
  readonly published?: string
  readonly target: string
}

/** A service of a compose file, as far as uWSGI and the servers around it are concerned. */
export interface ComposeService {
  readonly name: string
  readonly nameSpan: Span
  readonly image?: Placed<string>
  readonly entrypoint: readonly CommandWord[]
  readonly command: readonly CommandWord[]
  readonly environment: readonly ContainerVariable[]
  readonly envFiles: readonly Placed<string>[]
  readonly ports: readonly ComposePort[]
  /** Ports for other services alone. */
  readonly expose: readonly Placed<string>[]
  readonly volumes: readonly Placed<string>[]
  readonly user?: Placed<string>
  readonly isReadOnly: boolean
  readonly hasInit: boolean
  readonly stopSignal?: Placed<string>
  /** Seconds; 10 when undefined. */
  readonly stopGracePeriod?: Placed<number>
  readonly dependsOn: readonly string[]
  /** The uWSGI that it starts; undefined where the image alone knows. */
  readonly uwsgi?: UwsgiConfig
  readonly node: YamlNode
}

/** A compose file. Variables (`${X}`) stay as written. */
export interface ComposeFile extends YamlFile {
  readonly services: readonly ComposeService[]
}

/** Reads a compose file. */
export async function readCompose(text: string, file: string): Promise<ComposeFile> {
  const read = await readYamlFile(text, file)
  const services = entriesOf(under(read.documents[0], 'services')).map(({key, keySpan, value}) =>
    serviceOf(key, keySpan, value, read),
  )
  return {...read, services}
}

function serviceOf(name: string, nameSpan: Span, node: YamlNode, {text, file}: YamlFile): ComposeService {
  const one = (key: string) => placedText(under(node, key))
  const [image, user, stopSignal] = [one('image'), one('user'), one('stop_signal')]
  const grace = one('stop_grace_period')
  const seconds = grace && composeSeconds(grace.value)
  const [entrypoint, command] = [commandWords(under(node, 'entrypoint')), commandWords(under(node, 'command'))]
  const uwsgi = uwsgiInWords([...entrypoint, ...command], text, file)
  return {
    name,
    nameSpan,
    entrypoint,
    command,
    environment: variablesOf(under(node, 'environment')),
    envFiles: texts(under(node, 'env_file')),
    ports: itemsOf(under(node, 'ports')).flatMap(portOf),
    expose: texts(under(node, 'expose')),
    volumes: texts(under(node, 'volumes')),
    isReadOnly: textOf(under(node, 'read_only')) === 'true',
    hasInit: textOf(under(node, 'init')) === 'true',
    dependsOn: namesIn(under(node, 'depends_on')),
    node,
    ...(image ? {image} : {}),
    ...(user ? {user} : {}),
    ...(stopSignal ? {stopSignal} : {}),
    ...(grace && seconds !== undefined ? {stopGracePeriod: {...grace, value: seconds}} : {}),
    ...(uwsgi ? {uwsgi} : {}),
  }
}

function placedText(node: YamlNode | undefined): Placed<string> | undefined {
  const value = textOf(node)
  return node && value !== undefined ? placed(value, node) : undefined
}

/** One text, a list of them, or of maps with a path or a source in them. */
function texts(node: YamlNode | undefined): readonly Placed<string>[] {
  return (node?.kind === 'list' ? node.items : node ? [node] : []).flatMap((item) => {
    const long = ['path', 'source'].map((key) => under(item, key)).find((it) => it !== undefined)
    const target = textOf(under(item, 'target'))
    const found = placedText(long ?? item)
    return found ? [target === undefined ? found : {...found, value: `${found.value}:${target}`}] : []
  })
}

const namesIn = (node: YamlNode | undefined) =>
  node?.kind === 'map' ? node.entries.map(({key}) => key) : texts(node).map(({value}) => value)

/** `NAME: value`, or `- NAME=value`. */
function variablesOf(node: YamlNode | undefined): readonly ContainerVariable[] {
  if (node?.kind === 'map') {
    return node.entries.map(({key, keySpan, value}) => {
      const text = textOf(value)
      return {...span(keySpan, value), name: key, ...(text === undefined ? {} : {value: text.replaceAll('$$', '$')})}
    })
  }
  return texts(node).map(({value, ...where}) => {
    const equals = value.indexOf('=')
    if (equals < 0) return {...where, name: value}
    return {...where, name: value.slice(0, equals), value: value.slice(equals + 1).replaceAll('$$', '$')}
  })
}

/** From a key to its value. */
function span(key: Span, value: Span): Span {
  const {endLine, endColumn} = value.end > key.end ? value.location : key.location
  return {
    start: key.start,
    end: Math.max(key.end, value.end),
    location: {
      ...key.location,
      ...(endLine === undefined ? {} : {endLine}),
      ...(endColumn === undefined ? {} : {endColumn}),
    },
  }
}

/** `8080:80`, `127.0.0.1:8080:80/tcp`, `[::1]:8080:80`, `80`, or the long form. */
function portOf(node: YamlNode): ComposePort[] {
  const {start, end, location} = node
  const long = textOf(under(node, 'target'))
  const [host, published, target] =
    long === undefined
      ? (/^(?:(\[[^\]]*\]|[^:]*):)?(?:([\d-]*):)?([\d-]+)(?:\/\w+)?$/.exec(textOf(node) ?? '')?.slice(1) ?? [])
      : [textOf(under(node, 'host_ip')), textOf(under(node, 'published')), long]
  if (target === undefined) return []
  // Of two parts the first is the port of the machine.
  const isPort = long === undefined && published === undefined && host !== undefined
  return [
    {
      start,
      end,
      location,
      target,
      ...(isPort ? {published: host} : published ? {published} : {}),
      ...(!isPort && host ? {host: host.replace(/^\[|\]$/g, '')} : {}),
    },
  ]
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['us', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
])

/** Seconds of `1m30s`; undefined when it is none. */
export function composeSeconds(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(text.slice(0, 100))) return undefined
  let seconds = 0
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)) {
    seconds += Number(count) * UNITS.get(unit!)!
  }
  return seconds
}
