import {type ContainerVariable, commandWords, type Placed, placed, uwsgiInWords} from '../containers.js'
import type {Span} from '../directive.js'
import type {CommandWord} from '../uwsgi/command-line.js'
import type {UwsgiConfig} from '../uwsgi/model.js'
import {entriesOf, itemsOf, readYamlFile, textOf, under, type YamlFile, type YamlNode} from '../yaml-tree.js'

/** A container of a pod, as far as uWSGI is concerned. */
export interface ManifestContainer extends Span {
  readonly name: string
  readonly image?: Placed<string>
  /** `command`: takes the place of the image's entry point. */
  readonly command: readonly CommandWord[]
  readonly args: readonly CommandWord[]
  readonly environment: readonly ContainerVariable[]
  readonly ports: readonly Placed<string>[]
  /** By what they ask: `readinessProbe` → `httpGet`. */
  readonly probes: readonly ManifestProbe[]
  readonly hasPreStop: boolean
  /** The uWSGI that it starts; undefined where the image alone knows. */
  readonly uwsgi?: UwsgiConfig
}

export interface ManifestProbe extends Span {
  readonly name: 'startupProbe' | 'readinessProbe' | 'livenessProbe'
  readonly asks: 'httpGet' | 'tcpSocket' | 'exec' | 'grpc' | 'nothing'
  /** A number, or the name of a port. */
  readonly port?: Placed<string>
}

/** What makes pods: a Deployment, a StatefulSet, a CronJob …, or a Pod itself. */
export interface ManifestWorkload extends Span {
  readonly kind: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly containers: readonly ManifestContainer[]
  /** Seconds; 30 when undefined. */
  readonly gracePeriod?: Placed<number>
}

/** A Service: where pods are reached. */
export interface ManifestService extends Span {
  readonly name: string
  readonly selector: Readonly<Record<string, string>>
  readonly ports: readonly {readonly port: Placed<string>; readonly target: Placed<string>}[]
}

/** A file in a ConfigMap: `uwsgi.ini: |` and its text. */
export interface ManifestFile extends Span {
  readonly map: string
  readonly name: string
  readonly text: string
}

/** Manifests of Kubernetes, all documents of a file. */
export interface ManifestConfig extends YamlFile {
  readonly workloads: readonly ManifestWorkload[]
  readonly services: readonly ManifestService[]
  readonly configFiles: readonly ManifestFile[]
}

const TEMPLATE: readonly string[] = ['spec', 'template', 'spec']
/** Where the specification of the pod stands. */
const PODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['spec']],
  ['Deployment', TEMPLATE],
  ['StatefulSet', TEMPLATE],
  ['DaemonSet', TEMPLATE],
  ['ReplicaSet', TEMPLATE],
  ['ReplicationController', TEMPLATE],
  ['Job', TEMPLATE],
  ['CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
])

/** Reads manifests. */
export async function readManifests(text: string, file: string): Promise<ManifestConfig> {
  const read = await readYamlFile(text, file)
  // A List holds others.
  const objects = read.documents.flatMap((node) =>
    textOf(under(node, 'kind')) === 'List' ? itemsOf(under(node, 'items')) : [node],
  )
  return {
    ...read,
    workloads: objects.flatMap((node) => workloadOf(node, read)),
    services: objects.filter((node) => textOf(under(node, 'kind')) === 'Service').map(serviceOf),
    configFiles: objects.flatMap(filesOf),
  }
}

const nameOf = (node: YamlNode) => textOf(under(node, 'metadata', 'name')) ?? ''
const spanOf = ({start, end, location}: Span): Span => ({start, end, location})

function workloadOf(node: YamlNode, file: YamlFile): ManifestWorkload[] {
  const kind = textOf(under(node, 'kind')) ?? ''
  const path = PODS.get(kind)
  const pod = path && under(node, ...path)
  if (!pod) return []
  const containers = itemsOf(under(pod, 'containers')).map((it) => containerOf(it, file))
  const grace = under(pod, 'terminationGracePeriodSeconds')
  const seconds = Number(textOf(grace) ?? Number.NaN)
  const labels = recordOf(under(node, ...path.slice(0, -1), 'metadata', 'labels'))
  const gracePeriod = grace && Number.isFinite(seconds) ? {gracePeriod: placed(seconds, grace)} : {}
  return [{kind, name: nameOf(node), labels, containers, ...gracePeriod, ...spanOf(node)}]
}

function containerOf(node: YamlNode, {text, file}: YamlFile): ManifestContainer {
  const [command, args] = [commandWords(under(node, 'command')), commandWords(under(node, 'args'))]
  const uwsgi = uwsgiInWords([...command, ...args], text, file)
  const image = under(node, 'image')
  return {
    name: textOf(under(node, 'name')) ?? '',
    command,
    args,
    environment: itemsOf(under(node, 'env')).map(variableOf),
    ports: itemsOf(under(node, 'ports')).flatMap((port) => placedText(under(port, 'containerPort'))),
    probes: entriesOf(node).flatMap(({key, value}) => probeOf(key, value)),
    hasPreStop: under(node, 'lifecycle', 'preStop') !== undefined,
    ...(image?.kind === 'scalar' ? {image: placed(image.text, image)} : {}),
    ...(uwsgi ? {uwsgi} : {}),
    ...spanOf(node),
  }
}

function variableOf(node: YamlNode): ContainerVariable {
  const value = textOf(under(node, 'value'))
  return {name: textOf(under(node, 'name')) ?? '', ...(value === undefined ? {} : {value}), ...spanOf(node)}
}

function placedText(node: YamlNode | undefined): Placed<string>[] {
  const value = textOf(node)
  return node && value !== undefined ? [placed(value, node)] : []
}

function probeOf(name: string, node: YamlNode): ManifestProbe[] {
  if (name !== 'startupProbe' && name !== 'readinessProbe' && name !== 'livenessProbe') return []
  const asks = (['httpGet', 'tcpSocket', 'exec', 'grpc'] as const).find((key) => under(node, key)) ?? 'nothing'
  const [port] = placedText(under(node, asks, 'port'))
  return [{name, asks, ...(port ? {port} : {}), ...spanOf(node)}]
}

function serviceOf(node: YamlNode): ManifestService {
  const ports = itemsOf(under(node, 'spec', 'ports')).flatMap((it) => {
    const [port] = placedText(under(it, 'port'))
    const [target] = placedText(under(it, 'targetPort'))
    return port ? [{port, target: target ?? port}] : []
  })
  return {name: nameOf(node), selector: recordOf(under(node, 'spec', 'selector')), ports, ...spanOf(node)}
}

function filesOf(node: YamlNode): ManifestFile[] {
  if (textOf(under(node, 'kind')) !== 'ConfigMap') return []
  return entriesOf(under(node, 'data')).flatMap(({key, value}) => {
    const text = textOf(value)
    return text === undefined ? [] : [{map: nameOf(node), name: key, text, ...spanOf(value)}]
  })
}

function recordOf(node: YamlNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesOf(node).map(({key, value}) => [key, textOf(value) ?? '']))
}
