import type {Deployment, Listen, Tls} from '../../deployment/deployment.js'
import {listenText} from '../site/listen.js'
import type {Site} from '../site/sites.js'
import {redirectPort, tlsProfile} from '../site/tls.js'
import {hostsPattern} from '../site/values.js'
import type {ApacheHost, ApacheLog, ApacheTls} from './context.js'
import {servedBy} from './served.js'
import {acmeFolder} from './statics.js'
import {quotedFile} from './words.js'

/** Every path but that of the ACME client's answers. */
const BUT_ACME = String.raw`"^/(?!\.well-known/acme-challenge/)"`
const ALL = '"^/"'

/** The virtual hosts of a site: plain, with TLS, and those that lead from one name to another. */
export function hostsOf(deployment: Deployment, site: Site): ApacheHost[] {
  const {tls} = deployment.web
  const hasTls = tls !== undefined && !tls.isPending
  return [
    ...plainHosts(deployment, site),
    ...(hasTls ? [tlsHost(deployment, site, tls)] : []),
    ...site.redirects.flatMap(({from, to}) => nameRedirects(deployment, from, to)),
  ]
}

function plainHosts(deployment: Deployment, {names, ...site}: Site): ApacheHost[] {
  const {web} = deployment
  const {tls} = web
  if (tls === undefined || !(tls.redirect || tls.isPending)) {
    return [{...common(deployment, names, web.listen), served: servedBy(deployment, {names, ...site}, false)}]
  }
  const why = tls.isPending
    ? 'The certificate is not there yet; until then this answers the ACME client.'
    : 'Everything else by TLS.'
  // One for each name: it leads to itself, whatever a client says.
  const plain = names.filter((name) => !name.startsWith('*.'))
  const rest = names.filter((name) => name.startsWith('*.'))
  const groups = [...plain.map((name) => [name]), ...(rest.length > 0 || names.length === 0 ? [rest] : [])]
  return groups.map((group) => ({
    ...common(deployment, group, web.listen),
    acme: acmeFolder(tls.acme),
    redirect: {
      status: tls?.isPending ? 302 : 301,
      paths: butAcme(tls.acme),
      to: toTls(group.length === 1 && plain.includes(group[0]!) ? group[0] : undefined, tls),
      why,
    },
  }))
}

function tlsHost(deployment: Deployment, site: Site, tls: Tls): ApacheHost {
  return {
    ...common(deployment, site.names, tls.listen),
    tls: tlsOf(tls),
    served: servedBy(deployment, site, true),
  }
}

function nameRedirects(deployment: Deployment, from: string, to: string): ApacheHost[] {
  const {web} = deployment
  const {tls} = web
  const why = `The site has one name: ${to}.`
  const port = web.listen[0]?.port ?? 80
  const isLed = tls !== undefined && (tls.redirect || tls.isPending)
  const plain: ApacheHost = {
    ...common(deployment, [from], web.listen),
    acme: acmeFolder(tls?.acme),
    redirect: {
      status: tls?.isPending ? 302 : 301,
      paths: butAcme(tls?.acme),
      to: isLed ? toTls(to, tls) : `"/" "http://${to}${port === 80 ? '' : `:${port}`}/"`,
      why,
    },
  }
  if (tls === undefined || tls.isPending) return [plain]
  const redirect = {status: 301, paths: ALL, to: toTls(to, tls), why}
  return [plain, {...common(deployment, [from], tls.listen), tls: tlsOf(tls), redirect}]
}

function butAcme(acme: string | undefined): string {
  return acme === undefined ? ALL : BUT_ACME
}

/** The first form keeps every escape of the path; the second, for names that are not known, takes %3F for a query. */
function toTls(name: string | undefined, tls: Tls): string {
  return name === undefined
    ? `"https://%{SERVER_NAME}${redirectPort(tls)}%{REQUEST_URI}"`
    : `"/" "https://${name}${redirectPort(tls)}/"`
}

/** A virtual host that does nothing yet. */
function common(deployment: Deployment, names: readonly string[], listen: readonly Listen[]): ApacheHost {
  // A name with a wildcard can only be an alias.
  const serverName = names.find((name) => !name.startsWith('*.')) ?? names[0]?.slice(2)
  return {
    addresses: listen.map((each) => listenText(each, '*')).join(' '),
    serverName,
    aliases: names.filter((name) => name !== serverName),
    tls: undefined,
    log: logOf(deployment),
    hostPattern: names.length === 0 ? undefined : `"!${hostsPattern(names)}"`,
    acme: undefined,
    redirect: undefined,
    served: undefined,
  }
}

function tlsOf({certificate, key, profile, http2}: Tls): ApacheTls {
  const {isModern, ciphers, curves} = tlsProfile(profile)
  return {
    certificate: quotedFile('the certificate', certificate),
    key: quotedFile('the key', key),
    isModern,
    ciphers,
    curves,
    protocols: http2 ? 'h2 http/1.1' : 'http/1.1',
  }
}

const FORMATS: Readonly<Record<'default' | 'timing' | 'json', string>> = {
  default: String.raw`"%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\""`,
  // Microseconds from the first line of the request to the last byte of the answer.
  timing: String.raw`"%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %v time_us=%D"`,
  json: `"${[
    String.raw`{\"time\":\"%{%Y-%m-%dT%H:%M:%S%z}t\",\"remote_addr\":\"%a\",\"host\":\"%{LOG_HOST}e\",\"method\":\"%m\"`,
    String.raw`\"uri\":\"%{LOG_URI}e\",\"protocol\":\"%H\",\"status\":%>s,\"bytes_sent\":%O,\"time_us\":%D`,
    String.raw`\"referer\":\"%{LOG_REFERER}e\",\"user_agent\":\"%{LOG_AGENT}e\"}`,
  ].join(',')}"`,
}

function logOf({web: {log}}: Deployment): ApacheLog {
  return {
    error: log.error === undefined ? undefined : quotedFile('the error log', log.error),
    access: log.access === undefined ? undefined : quotedFile('the access log', log.access),
    format: FORMATS[log.format],
    isJson: log.format === 'json',
  }
}
