import {type Argument, type Directive, walk} from '../config/directive.js'
import {blocksOf, bytesOf, inBlock, secondsOf, valueInForce} from '../config/nginx/context.js'
import {type Protocol, type ProxyTarget, plainAddress, type Stated, type WebFacts} from './facts.js'
import type {NginxSubject} from './subjects.js'

const SPEAKS: Readonly<Record<string, Protocol>> = {
  ...{uwsgi_pass: 'uwsgi', proxy_pass: 'http', fastcgi_pass: 'fastcgi', scgi_pass: 'scgi'},
}

/** Where nginx hands requests over, upstreams looked up, and what it serves itself. */
export function nginxFacts({file, directives}: NginxSubject): WebFacts {
  const upstreams = new Map(
    [...blocksOf(directives, 'upstream')].map(({directive}) => [directive.args[0]?.value, directive] as const),
  )
  const targets: ProxyTarget[] = []
  const roots: Stated<string>[] = []
  for (const {directive, parents} of walk(directives)) {
    const [first] = directive.args
    if (!first) continue
    if (/^(root|alias)$/.test(directive.name))
      roots.push({value: first.value.replace(/\/$/, ''), at: directive.location})
    const speaks = SPEAKS[directive.name]
    if (!speaks) continue
    for (const address of addressesOf(first, upstreams)) {
      targets.push({value: address, at: directive.location, speaks, ...limitsOf(directive.name, parents)})
    }
  }
  return {kind: 'nginx', file, targets, roots}
}

/** `unix:/run/a.sock`, `http://unix:/run/a.sock:/path`, `uwsgi://name`. */
function addressesOf({value}: Argument, upstreams: ReadonlyMap<string | undefined, Directive>): string[] {
  const bare = value.replace(/^[a-z]+:\/\//, '')
  if (bare.startsWith('unix:')) return [plainAddress(bare.replace(/^(unix:(?:\/\/)?[^:]+).*$/, '$1'))]
  const name = bare.replace(/\/.*$/, '')
  const upstream = upstreams.get(name)
  if (!upstream) return [plainAddress(name)]
  return inBlock(upstream.block, 'server').flatMap(({args}) => (args[0] ? [plainAddress(args[0].value)] : []))
}

function limitsOf(pass: string, parents: readonly Directive[]): Partial<ProxyTarget> {
  const place = parents.at(-1)
  if (!place) return {}
  const outer = parents.slice(0, -1)
  const said = (name: string) => valueInForce(name, place, outer)
  const timeout = said(pass.replace('_pass', '_read_timeout'))
  const headers = said('large_client_header_buffers')
  const body = said('client_max_body_size')
  const stated = (at: Directive | undefined, value: number | undefined) =>
    at && value !== undefined && !Number.isNaN(value) ? {value, at: at.location} : undefined
  const limits = {
    readTimeout: stated(timeout, secondsOf(timeout?.args[0]?.value)),
    headers: stated(headers, Number(headers?.args[0]?.value) * (bytesOf(headers?.args[1]?.value) ?? Number.NaN)),
    body: stated(body, bytesOf(body?.args[0]?.value)),
  }
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}
