import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import type {ApplicationDescription, DeploymentDescription, WebDescription} from '../deployment/description.js'
import {usageError} from '../errors.js'

const TLS = {helpGroup: 'TLS'}
const SITE = {helpGroup: 'SITE'}
const LIMITS = {helpGroup: 'LIMITS'}

/** What is common to the commands that write for a web server; each stands for a key of `web` in tsgi.yaml. */
export const webFlags = {
  listen: Flags.string({
    ...SITE,
    multiple: true,
    helpValue: 'PORT',
    description: 'plain HTTP: 80, 127.0.0.1:8080 (default: 80)',
  }),
  www: Flags.option({
    ...SITE,
    options: ['none', 'to-bare', 'to-www'] as const,
    description: 'redirect www. to the bare name, or the other way round',
  })(),
  mount: Flags.string({...SITE, helpValue: 'PATH', description: 'where the application begins, such as /shop'}),
  static: Flags.string({
    ...SITE,
    multiple: true,
    helpValue: 'URL=DIR',
    description: 'a folder that the web server serves itself, such as /static/=/srv/shop/static',
  }),
  internal: Flags.string({
    ...SITE,
    multiple: true,
    helpValue: 'URL=DIR',
    description: 'a folder that the application may send a client to (X-Accel-Redirect, X-Sendfile)',
  }),
  'web-socket': Flags.string({
    ...SITE,
    multiple: true,
    helpValue: 'PATH',
    description: 'connections below this path last long',
  }),
  upstream: Flags.string({
    ...SITE,
    multiple: true,
    helpValue: 'SOCKET[,weight=N][,backup]',
    description: 'a further server beside --socket',
  }),
  balancing: Flags.option({
    ...SITE,
    options: ['round-robin', 'least-conn', 'ip-hash'] as const,
    description: 'how requests are shared out among them',
  })(),
  'trusted-proxy': Flags.string({
    ...SITE,
    multiple: true,
    helpValue: 'NETWORK',
    description: "a proxy in front whose word on the client's address is taken, such as 10.0.0.0/8",
  }),
  gzip: Flags.boolean({...SITE, allowNo: true, description: 'compress text (default: yes)'}),
  'security-headers': Flags.boolean({...SITE, allowNo: true, description: 'send them (default: yes)'}),
  cache: Flags.boolean({...SITE, allowNo: true, description: 'keep answers of the application for a minute'}),
  'maintenance-file': Flags.string({
    ...SITE,
    helpValue: 'FILE',
    description: 'while it exists every request is answered 503',
  }),
  'log-format': Flags.option({
    ...SITE,
    options: ['default', 'timing', 'json'] as const,
    description: 'of the access log',
  })(),
  directive: Flags.string({
    ...SITE,
    multiple: true,
    helpValue: "'NAME VALUE'",
    description: 'a further directive of the web server',
  }),
  tls: Flags.boolean({
    ...TLS,
    allowNo: true,
    description: "serve HTTPS; certificates of Let's Encrypt unless --certificate says otherwise",
  }),
  'tls-profile': Flags.option({
    ...TLS,
    options: ['intermediate', 'modern'] as const,
    description: "of Mozilla's guideline (default: intermediate)",
  })(),
  'tls-listen': Flags.string({...TLS, multiple: true, helpValue: 'PORT', description: '(default: 443)'}),
  certificate: Flags.string({...TLS, helpValue: 'FILE', description: 'with the chain; implies --tls'}),
  key: Flags.string({...TLS, helpValue: 'FILE', description: 'of the certificate'}),
  acme: Flags.string({
    ...TLS,
    helpValue: 'DIR',
    description: 'web root of the ACME client (certbot --webroot -w DIR)',
  }),
  pending: Flags.boolean({
    ...TLS,
    description: 'first stage: there is no certificate yet, only its challenge is answered',
  }),
  http2: Flags.boolean({...TLS, allowNo: true, description: '(default: yes)'}),
  http3: Flags.boolean({...TLS, allowNo: true, description: '(default: no)'}),
  redirect: Flags.boolean({...TLS, allowNo: true, description: 'from HTTP to HTTPS (default: yes)'}),
  hsts: Flags.string({
    ...TLS,
    helpValue: 'TIME',
    description: 'how long browsers remember HTTPS; 0: not at all (default: 730d)',
  }),
  'max-body': Flags.string({...LIMITS, helpValue: 'SIZE', description: 'of a request; 0: no limit (default: 10m)'}),
  'max-header': Flags.string({...LIMITS, helpValue: 'SIZE', description: 'of a request (default: 32k)'}),
  'connect-timeout': Flags.string({...LIMITS, helpValue: 'TIME', description: 'to reach uWSGI (default: 5s)'}),
  'read-timeout': Flags.string({...LIMITS, helpValue: 'TIME', description: 'for an answer of uWSGI (default: 60s)'}),
  rate: Flags.string({...LIMITS, helpValue: 'N/s', description: 'requests of one client: 10/s, 30/m'}),
  connections: Flags.integer({...LIMITS, helpValue: 'N', description: 'of one client at a time'}),
}

type Texts = 'listen' | 'static' | 'internal' | 'web-socket' | 'upstream' | 'trusted-proxy' | 'directive' | 'tls-listen'
type Switches = ('gzip' | 'security-headers' | 'cache' | 'tls') | ('pending' | 'http2' | 'http3' | 'redirect')

/** What {@link webFlags} parses to. */
export type WebFlags = Readonly<
  Partial<Record<Exclude<keyof typeof webFlags, Texts | Switches | 'connections'>, string | undefined>> &
    Partial<Record<Texts, readonly string[] | undefined>> &
    Partial<Record<Switches, boolean | undefined>> & {connections?: number | undefined}
>

/** The part of a description that these flags say. */
export function describeWebFlags(
  flags: WebFlags,
  server: NonNullable<WebDescription['server']>,
): DeploymentDescription {
  const statics = pairs('static', flags.static)
  const mount = flags.mount
  const application = withoutUndefined({mount, statics: statics && folders(statics)}) as ApplicationDescription
  return {
    ...(Object.keys(application).length === 0 ? {} : {application}),
    web: {server, ...webOf(flags)} as WebDescription,
  }
}

function webOf(flags: WebFlags): object {
  const internal = pairs('internal', flags.internal)
  return withoutUndefined({
    listen: flags.listen,
    www: flags.www,
    internal: internal && folders(internal),
    'web-sockets': flags['web-socket'],
    upstream: upstreamOf(flags),
    'trusted-proxies': flags['trusted-proxy'],
    gzip: flags.gzip,
    'security-headers': flags['security-headers'],
    cache: flags.cache,
    'maintenance-file': flags['maintenance-file'] && resolve(flags['maintenance-file']),
    log: flags['log-format'] && {format: flags['log-format']},
    directives: directivesOf(flags),
    tls: tlsOf(flags),
    'max-body': flags['max-body'],
    'max-header': flags['max-header'],
    timeouts: someOf({connect: flags['connect-timeout'], read: flags['read-timeout']}),
    limits: someOf({rate: flags.rate, connections: flags.connections}),
  })
}

/** `--tls` alone is `true`; every other flag of TLS asks for it too. */
function tlsOf(flags: WebFlags): boolean | object | undefined {
  const said = someOf({
    profile: flags['tls-profile'],
    listen: flags['tls-listen'],
    certificate: flags.certificate && resolve(flags.certificate),
    key: flags.key && resolve(flags.key),
    acme: flags.acme && resolve(flags.acme),
    pending: flags.pending || undefined,
    http2: flags.http2,
    http3: flags.http3,
    redirect: flags.redirect,
    hsts: flags.hsts,
  })
  if (flags.tls === false && said !== undefined) {
    throw usageError('TSGI_CONTRADICTION', `--no-tls, and --${Object.keys(said)[0]} of TLS`, 'leave one out')
  }
  return said ?? flags.tls
}

function upstreamOf(flags: WebFlags): object | undefined {
  return someOf({balancing: flags.balancing, servers: flags.upstream?.map(serverOf)})
}

function serverOf(text: string): object {
  const [address, ...words] = text.split(',')
  const server: Record<string, unknown> = {address}
  for (const word of words) {
    const weight = /^weight=(\d{1,6})$/.exec(word)?.[1]
    if (weight !== undefined) server['weight'] = Number(weight)
    else if (word === 'backup') server['backup'] = true
    else {
      const said = JSON.stringify(word)
      throw usageError('TSGI_BAD_VALUE', `--upstream does not take ${said}`, '--upstream 10.0.0.2:3031,weight=2,backup')
    }
  }
  return server
}

/** `NAME VALUE`, as the server writes it, or `NAME=VALUE`. */
function directivesOf({directive}: WebFlags): Record<string, string[]> | undefined {
  if (directive === undefined) return undefined
  const directives = new Map<string, string[]>()
  for (const text of directive) {
    const [, name, value] = /^\s*([\w.-]+)(?:\s*=\s*|\s+)(.*?)\s*;?$/s.exec(text) ?? []
    if (name === undefined || value === undefined || value === '') {
      const said = JSON.stringify(text)
      throw usageError('TSGI_BAD_VALUE', `--directive ${said} has no value`, "--directive 'NAME VALUE'")
    }
    directives.set(name, [...(directives.get(name) ?? []), value])
  }
  return Object.fromEntries(directives)
}

function pairs(flag: string, texts: readonly string[] | undefined): [string, string][] | undefined {
  return texts?.map((text) => {
    const at = text.indexOf('=')
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
    throw usageError('TSGI_BAD_VALUE', `--${flag} ${JSON.stringify(text)} has no =`, `--${flag} /url/=/folder`)
  })
}

/** URL → folder; a relative one starts here. */
function folders(given: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(given.map(([url, folder]) => [url, resolve(folder)]))
}

function someOf(values: Readonly<Record<string, unknown>>): object | undefined {
  const said = withoutUndefined(values)
  return Object.keys(said).length === 0 ? undefined : said
}

function withoutUndefined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>
}
