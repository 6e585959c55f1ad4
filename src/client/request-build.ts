import {type Address, formatAddress} from '../address.js'
import {usageError} from '../errors.js'
import {encodePacket, HEADER_BYTES} from '../wire/packet.js'
import {encodeVars, limitWarnings, type Var} from '../wire/vars.js'
import {type PresetName, presets} from './presets/index.js'
import {headerOf, type Site} from './presets/preset.js'
import {bodyOf, type RequestBody} from './request-body.js'
import {requestHeaders, TOKEN} from './request-headers.js'
import {parseRequestTarget} from './request-target.js'

/** What to ask. Strings are byte strings: text beyond ASCII is encoded first, `utf8Bytes(text)`. */
export interface RequestInput {
  /** Default `GET`, and `POST` with a body. Sent in upper case. */
  readonly method?: string
  /** Path and query, or a whole `http://` URL. Default `/`. */
  readonly path?: string
  readonly headers?: Iterable<Var>
  readonly body?: string | Uint8Array | RequestBody
  /** The body is JSON: `Content-Type` and `Accept` say so unless the headers do. */
  readonly json?: boolean
  /** The `Host` header. Default: the URL's, the header's, `localhost`. */
  readonly host?: string
  /** As if the client had come over TLS. */
  readonly https?: boolean
  /** Whose variables to send. Default `nginx`. */
  readonly preset?: PresetName
  /** What the web server tells of itself and of its client, where the default does not do. */
  readonly site?: Partial<Site>
  /** Variables to leave out, by exact name. */
  readonly without?: Iterable<string>
  /** Variables to set: in the place of the one of that name, else at the end. A name given twice is sent twice. */
  readonly params?: Iterable<Var>
  readonly modifier1?: number
  readonly modifier2?: number
}

/** A request ready to be sent. */
export interface BuiltRequest {
  readonly method: string
  readonly uri: string
  readonly https: boolean
  /** The headers as an HTTP client would have sent them to the web server. */
  readonly headers: readonly Var[]
  readonly vars: readonly Var[]
  readonly modifier1: number
  readonly modifier2: number
  /** Header and variables; the body follows it on the wire. */
  readonly packet: Buffer
  readonly body: RequestBody | undefined
  /** Limits of a default uWSGI that this request exceeds. */
  readonly warnings: readonly string[]
}

/**
 * Builds the packet that the preset's web server would send for this request. Opens nothing.
 *
 * @throws TsgiError, usage: `TSGI_BAD_METHOD`, `TSGI_BAD_PATH`, `TSGI_BAD_HEADER`, `TSGI_BAD_VARIABLE`, `TSGI_BAD_MODIFIER`,
 * `TSGI_PACKET_TOO_BIG`.
 */
export function buildRequest(address: Address, init: RequestInput = {}): BuiltRequest {
  const {modifier1 = 0, modifier2 = 0, preset = 'nginx'} = init
  const target = parseRequestTarget(init.path ?? '/')
  const body = init.body === undefined ? undefined : bodyOf(init.body)
  const method = checkMethod(init.method ?? (body ? 'POST' : 'GET'))
  const https = init.https ?? target.https ?? false
  const headers = requestHeaders(init, target.host, body)
  const params = [...(init.params ?? [])].map(checkParam)
  const http = {...target, method, headers, https, bodyBytes: body?.bytes ?? 0}
  const sent = presets[preset](http, siteOf(address, {headers, https, params, init}))
  const vars = withParams(withoutVars(sent, init.without ?? []), params)
  const packet = encodePacket({modifier1, modifier2, body: encodeVars(vars)})
  const warnings = limitWarnings(vars, packet.length - HEADER_BYTES)
  return {method, uri: target.uri, https, headers, vars, modifier1, modifier2, packet, body, warnings}
}

function checkMethod(method: string): string {
  if (TOKEN.test(method)) return method.toUpperCase()
  throw usageError('TSGI_BAD_METHOD', `${JSON.stringify(method)} is not a method`, 'tsgi request SOCKET / -X PUT')
}

function checkParam([name, value]: Var): Var {
  const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name)
  if (!/[\0\r\n]/.test(name + value)) return [name, value]
  throw usageError(
    'TSGI_BAD_VARIABLE',
    `the variable ${shown} holds a line break or a NUL`,
    'tsgi packet sends any bytes at all',
  )
}

function siteOf(
  address: Address,
  {headers, https, params, init}: {headers: readonly Var[]; https: boolean; params: readonly Var[]; init: RequestInput},
): Site {
  const {name, port} = /^(?<name>.*?)(?::(?<port>\d*))?$/.exec(headerOf(headers, 'host')!)!.groups!
  const root = params.findLast(([param]) => param === 'DOCUMENT_ROOT')?.[1] // others are made of it
  return {
    documentRoot: root ?? '/var/www/html',
    remoteAddr: '127.0.0.1',
    remotePort: '50000',
    serverAddr: '127.0.0.1',
    serverName: name!.toLowerCase().replace(/\.$/, ''),
    serverPort: port || (https ? '443' : '80'),
    upstream: `uwsgi://${address.kind === 'tcp' ? formatAddress(address) : 'localhost'}`,
    searchPath: '/usr/sbin:/usr/bin:/sbin:/bin',
    serverAdmin: '[no address given]',
    ...init.site,
  }
}

function withoutVars(vars: Var[], names: Iterable<string>): Var[] {
  const left = new Set(names)
  return vars.filter(([name]) => !left.has(name))
}

function withParams(vars: readonly Var[], params: readonly Var[]): Var[] {
  const given = new Set(params.map(([name]) => name))
  const placed = new Set<string>()
  const replaced = vars.flatMap((pair): readonly Var[] => {
    const [name] = pair
    if (!given.has(name)) return [pair]
    if (placed.has(name)) return []
    placed.add(name)
    return params.filter(([param]) => param === name)
  })
  return [...replaced, ...params.filter(([name]) => !placed.has(name))]
}
