import type {Web} from '../../deployment/deployment.js'
import {wholeNumber} from '../unsafe.js'
import {portSuffix} from './listening.js'
import type {NginxDefault, NginxLine} from './site.js'

/** What browsers are told when the application says nothing of it; a policy of content is the application's to make. */
const DEFAULTS = [
  {header: 'X-Content-Type-Options', part: 'nosniff', value: 'nosniff'},
  {header: 'X-Frame-Options', part: 'frame', value: 'SAMEORIGIN'},
  {header: 'Referrer-Policy', part: 'referrer', value: 'strict-origin-when-cross-origin'},
] as const

/** Response headers, each with the variable that is empty when the application sent its own. */
export function headerDefaults(web: Web, id: string): NginxDefault[] {
  const all = web.securityHeaders ? [...DEFAULTS] : []
  const hsts = hstsOf(web)
  return [
    ...(hsts === undefined ? [] : [{header: 'Strict-Transport-Security', part: 'hsts', value: hsts}]),
    ...all,
  ].map(({header, part, value}) => ({
    header,
    value,
    variable: `$${id}_${part}`,
    theirs: `$upstream_http_${header.toLowerCase().replaceAll('-', '_')}`,
  }))
}

/** `max-age=63072000`; undefined when there is to be none. */
export function hstsOf({tls}: Web): string | undefined {
  if (!tls || tls.hsts === 0 || tls.isPending) return undefined
  return `max-age=${wholeNumber('the time of HSTS', tls.hsts)}`
}

/** Everything behind `add_header` of a server. A location with one of its own has to repeat them all. */
export function addedHeaders(web: Web, defaults: readonly NginxDefault[]): NginxLine[] {
  const {tls, cache} = web
  return [
    ...defaults.map(({header, variable}) => ({name: header, value: variable})),
    ...(tls?.http3 ? [{name: 'Alt-Svc', value: `'h3="${portSuffix(tls.listen, 443) || ':443'}"; ma=86400'`}] : []),
    ...(cache ? [{name: 'X-Cache-Status', value: '$upstream_cache_status'}] : []),
  ]
}
