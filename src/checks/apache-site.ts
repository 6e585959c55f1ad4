import {type Directive, flat, walk} from '../config/directive.js'
import type {Site, Target} from './web.js'

interface Whole {
  readonly file: string
  readonly directives: readonly Directive[]
  readonly targets: readonly Target[]
}

/** Where a target stands: the path that it takes, and its `<VirtualHost>`. */
interface Place {
  readonly target: Target
  readonly path: string
  readonly host?: Directive
}

/** The virtual host that has that port and name, and in it the `ProxyPass` with the longest path that fits. */
export function apacheSite({file, directives, targets}: Whole, port: number, name: string, path: string): Site {
  const hosts = [...walk(directives)].map(({directive}) => directive).filter((it) => isNamed(it, 'virtualhost'))
  const own = hosts.filter((host) => host.args.some(({value}) => isPort(value, port)))
  const host = own.find((one) => namesOf(one).includes(name)) ?? own[0]
  const places = targets.flatMap((target) => placeOf(target, directives))
  const fitting = places
    .filter((place) => place.host === undefined || place.host === host)
    .filter((place) => isBelow(path, place.path))
    .sort((one, other) => other.path.length - one.path.length)
  const [best] = fitting
  const at = best?.target.at ?? host?.location ?? {file, line: 1, column: 1}
  const label = `${host ? `VirtualHost ${namesOf(host)[0] ?? host.args[0]?.value}, ` : ''}${best ? `ProxyPass ${best.path}` : 'no ProxyPass'}`
  const same = fitting.filter((place) => place.path === best?.path && place.host === best.host)
  return {at, label, targets: same.slice(0, 1).map(({target}) => target)}
}

function placeOf(target: Target, directives: readonly Directive[]): Place[] {
  for (const {directive, parents} of walk(directives)) {
    const {location, args} = directive
    if (location.file !== target.at.file || location.line !== target.at.line || !/proxypass/i.test(directive.name))
      continue
    const block = parents.findLast((it) => /^location(match)?$/i.test(it.name.replace(/^</, '')))
    const host = parents.findLast((it) => isNamed(it, 'virtualhost'))
    const path = args.length > 1 && args[0]!.value.startsWith('/') ? args[0]!.value : (block?.args[0]?.value ?? '/')
    return [{target, path, ...(host ? {host} : {})}]
  }
  return [{target, path: '/'}] // by a handler or a rewrite: it may be any path
}

function isNamed({name, block}: Directive, wanted: string): boolean {
  return block !== undefined && name.toLowerCase().replace(/[<>]/g, '') === wanted
}

function namesOf(host: Directive): string[] {
  return [...flat(host.block ?? [])]
    .filter(({name}) => /^server(name|alias)$/i.test(name))
    .flatMap(({args}) => args.map(({value}) => value.toLowerCase()))
}

/** `*:80`, `10.0.0.1:80`, `_default_:443`; `*` is every port. */
function isPort(value: string, port: number): boolean {
  return value === '*' || value.endsWith(`:${port}`) || value.endsWith(':*')
}

/** A pattern of `ProxyPassMatch` and `<LocationMatch>` is taken as it is. */
function isBelow(path: string, prefix: string): boolean {
  if (/[\^$()*]/.test(prefix)) return matches(prefix, path)
  const plain = prefix.replace(/\/$/, '')
  return path === plain || path.startsWith(`${plain}/`)
}

function matches(pattern: string, path: string): boolean {
  try {
    return new RegExp(pattern).test(path)
  } catch {
    return true // of PCRE that JavaScript does not know it is better to look than not
  }
}
