import type {Deployment, Tls} from '../../deployment/deployment.js'
import type {Site} from '../site/sites.js'
import {redirectPort} from '../site/tls.js'
import {hostsPattern} from '../site/values.js'
import type {LighttpdHost, LighttpdLog, LighttpdRedirect} from './context.js'
import {servedBy} from './served.js'
import {acmeFolder} from './statics.js'
import {pattern, quotedFile} from './words.js'

const ACME = String.raw`\.well-known/acme-challenge/`
/** The path and query as they were asked for, escapes and all. */
const REST = ['$', '{url.path}', '$', '{qsa}'].join('')

/** The conditions of a site: its names, and those that lead to them. */
export function hostsOf(deployment: Deployment, site: Site): LighttpdHost[] {
  const {web} = deployment
  const {tls} = web
  const leads = tls !== undefined && (tls.redirect || tls.isPending)
  const own: LighttpdHost = {
    condition: conditionOf(site.names),
    log: logOf(deployment),
    acme: tls?.isPending ? acmeFolder(tls.acme) : undefined,
    redirects: leads ? [toTls(tls)] : [],
    served: tls?.isPending ? undefined : servedBy(deployment, site),
  }
  return [own, ...site.redirects.map(({from, to}) => nameHost(deployment, from, to))]
}

/** A request to any of these names; always true without names. */
function conditionOf(names: readonly string[]): string {
  return names.length === 0 ? '$HTTP["url"] =~ "^/"' : `$HTTP["host"] =~ ${pattern(hostsPattern(names))}`
}

function nameHost(deployment: Deployment, from: string, to: string): LighttpdHost {
  const {tls, listen} = deployment.web
  const why = `The site has one name: ${to}.`
  const secure = (scheme: string, acme: string | undefined): LighttpdRedirect => ({
    ...{why, status: tls?.isPending ? 302 : 301, scheme, paths: butAcme(acme)},
    to: `"https://${to}${redirectPort(tls!)}${REST}"`,
  })
  const port = listen[0]?.port ?? 80
  const plain = {
    why,
    status: 301,
    scheme: '== "http"',
    paths: butAcme(tls?.acme),
    to: `"http://${to}${port === 80 ? '' : `:${port}`}${REST}"`,
  }
  const leads = tls !== undefined && (tls.redirect || tls.isPending)
  return {
    condition: conditionOf([from]),
    log: logOf(deployment),
    acme: acmeFolder(tls?.acme),
    redirects: [leads ? secure('== "http"', tls.acme) : plain, ...(tls ? [secure('== "https"', undefined)] : [])],
    served: undefined,
  }
}

function toTls(tls: Tls): LighttpdRedirect {
  return {
    why: tls.isPending
      ? 'The certificate is not there yet; until then this answers the ACME client.'
      : 'Everything else by TLS.',
    status: tls.isPending ? 302 : 301,
    scheme: '== "http"',
    paths: butAcme(tls.acme),
    to: `"https://%1${redirectPort(tls)}${REST}"`,
  }
}

function butAcme(acme: string | undefined): string {
  return acme === undefined ? '"^/"' : `"^/(?!${ACME})"`
}

const FORMATS: Readonly<Record<'default' | 'timing' | 'json', string>> = {
  default: String.raw`"%h %V %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\""`,
  // Microseconds from the first line of the request to the last byte of the answer.
  timing: String.raw`"%h %V %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" time_us=%D"`,
  json: `"${[
    String.raw`{\"time\":\"%{%Y-%m-%dT%H:%M:%S%z}t\",\"remote_addr\":\"%h\",\"host\":\"%{Host}i\",\"method\":\"%m\"`,
    String.raw`\"uri\":\"%U\",\"query\":\"%q\",\"protocol\":\"%H\",\"status\":%>s,\"bytes_sent\":%O,\"time_us\":%D`,
    String.raw`\"referer\":\"%{Referer}i\",\"user_agent\":\"%{User-Agent}i\"}`,
  ].join(',')}"`,
}

function logOf({web: {log}}: Deployment): LighttpdLog {
  return {
    access: log.access === undefined ? undefined : quotedFile('the access log', log.access),
    format: FORMATS[log.format],
    isJson: log.format === 'json',
  }
}
