import type {Application, Web} from '../../deployment/deployment.js'
import {unsafeValue, wholeNumber} from '../unsafe.js'
import type {OwnDirectives} from './own-directives.js'
import type {NginxApplication, NginxLimits, NginxLocation, NginxParameters, NginxTuning} from './site.js'
import {urlPath} from './words.js'

/** What all locations of a site have in common. */
export interface LocationBase {
  readonly web: Web
  readonly own: OwnDirectives
  readonly limits: NginxLimits
  readonly cache: string | undefined
  /** Undefined where the server block has them. */
  readonly inside: {readonly parameters: NginxParameters; readonly tuning: NginxTuning} | undefined
}

/** Seconds that a connection meant to stay open may be silent. */
export const LONG_LIVED_SECONDS = 3600

/** An application's locations: its mount, and the paths below it where connections stay open. */
export function applicationOf(application: Application, pass: string, base: LocationBase, mounts: readonly string[]) {
  const {mount, name} = application
  const prefix = mount === '/' ? '/' : `${mount}/`
  const isOurs = (path: string) => ownerOf(path, mounts) === mount
  const longLived = base.web.webSockets.filter(isOurs)
  const paths = [prefix, ...longLived.filter((path) => path !== prefix && path !== mount)]
  return {
    name,
    bare: mount === '/' ? undefined : urlPath('a mount', mount),
    bareTarget: prefix.replace(/[^\w/.~-]+/g, encoded),
    locations: paths.map((path, index) =>
      locationOf(path, pass, base, index > 0 || longLived.includes(prefix) || longLived.includes(mount)),
    ),
  } satisfies NginxApplication
}

/** What one client may do, in the zones of the site. */
export function limitsOf({limits}: Web, id: string): NginxLimits {
  const burst = limits?.rate && wholeNumber('the burst of the rate limit', limits.rate.burst)
  return {
    rate: limits?.rate && `zone=${id}_rate${limits.rate.burst > 0 ? ` burst=${burst} nodelay` : ''}`,
    connections:
      limits?.connections === undefined
        ? undefined
        : `${id}_connections ${positive('the connections of a client', limits.connections)}`,
  }
}

/** `10r/s` */
export function rateOf({limits}: Web): string | undefined {
  const rate = limits?.rate
  return rate && `${positive('the rate of a client', rate.count)}r/${rate.per === 'second' ? 's' : 'm'}`
}

/** The mount that a path lies below: the longest. */
function ownerOf(path: string, mounts: readonly string[]): string | undefined {
  const isBelow = (mount: string) => mount === '/' || path === mount || path.startsWith(`${mount}/`)
  return mounts.filter(isBelow).sort((a, b) => b.length - a.length)[0]
}

function locationOf(path: string, pass: string, base: LocationBase, isLongLived: boolean): NginxLocation {
  const {own, limits, inside} = base
  const patient = {
    readTimeout: `${LONG_LIVED_SECONDS}s`,
    sendTimeout: `${LONG_LIVED_SECONDS}s`,
    buffering: 'off',
  }
  return {
    path: urlPath('a location', path),
    pass,
    isLongLived,
    limits,
    cache: isLongLived || own.location.some(({name}) => name === 'uwsgi_cache') ? undefined : base.cache,
    parameters: inside?.parameters,
    tuning: inside && {...inside.tuning, ...(isLongLived ? patient : {})},
    directives: isLongLived ? own.location.filter(({name}) => !name.startsWith('uwsgi_cache')) : own.location,
  }
}

/** For the head of an answer, where the location itself has the path decoded. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}

function positive(field: string, value: number): string {
  if (value === 0) throw unsafeValue(field, value, 'Nginx takes 1 or more')
  return wholeNumber(field, value)
}
