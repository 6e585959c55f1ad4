import type {Deployment} from '../../deployment/deployment.js'
import {hstsOf} from './headers.js'
import {plainListens, portSuffix} from './listening.js'
import {logsOf} from './logs.js'
import {type Alias, aliasesOf, type NameGroup} from './names.js'
import type {NginxListening, NginxRedirect} from './site.js'
import {headerBuffers} from './tuning.js'
import {acmeFolder} from './web-paths.js'

/** The servers that only send clients elsewhere: from HTTP to HTTPS, from one name to the other. */
export function redirectsOf(
  deployment: Deployment,
  id: string,
  groups: readonly NameGroup[],
  main: NginxListening,
): NginxRedirect[] {
  const {web} = deployment
  const {tls} = web
  const common = {
    acme: acmeFolder(web),
    headerBuffers: headerBuffers(web),
    logs: logsOf(deployment, id),
  }
  const aliases = aliasesOf(deployment)
  const secure: NginxRedirect[] =
    tls && (tls.redirect || tls.isPending) && web.listen.length > 0
      ? [toHttps(deployment, groups, aliases, common)]
      : []
  if (tls?.isPending) return secure
  const fromAliases = aliases.map(
    ({from, to}): NginxRedirect => ({
      ...common,
      ...main,
      names: from,
      why: `One name for everything: ${to}.`,
      status: 301,
      target: tls
        ? `https://${to}${portSuffix(tls.listen, 443)}$request_uri`
        : `http://${to}${portSuffix(web.listen, 80)}$request_uri`,
      acme: secure.length > 0 ? undefined : common.acme,
      hsts: hstsOf(web),
    }),
  )
  return [...secure, ...fromAliases]
}

function toHttps(
  {web}: Deployment,
  groups: readonly NameGroup[],
  aliases: readonly Alias[],
  common: Pick<NginxRedirect, 'acme' | 'headerBuffers' | 'logs'>,
): NginxRedirect {
  const isAny = groups.some(({names}) => names.length === 0)
  const names = [...groups.flatMap((group) => group.names), ...aliases.map(({from}) => from), ...(isAny ? ['_'] : [])]
  const {listen, isPending} = web.tls!
  return {
    ...common,
    listens: plainListens(web.listen),
    names: names.join(' '),
    isHttp2: false,
    isHttp3: false,
    tls: undefined,
    why: isPending
      ? 'First stage: the certificate is not there yet. Only its challenge is answered; the rest will be at HTTPS.'
      : 'Everything but the challenge of a certificate goes to HTTPS.',
    status: isPending ? 302 : 301,
    target: `https://$host${portSuffix(listen, 443)}$request_uri`,
    hsts: undefined,
  }
}
