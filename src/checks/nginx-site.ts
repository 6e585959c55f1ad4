import {type Directive, flat} from '../config/directive.js'
import {blocksOf, inBlock, inForce, valueInForce} from '../config/nginx/context.js'
import type {WebFacts} from '../rules/facts.js'
import type {Site, Target} from './web.js'

/** Where nginx hands over, with what it asks of uWSGI there. */
export function nginxTargets(facts: WebFacts, directives: readonly Directive[]): Target[] {
  const places = [...passes(directives)]
  return facts.targets.map((target) => {
    const place = places.find(
      ({pass}) => pass.location.file === target.at.file && pass.start === startOf(target, places),
    )
    const modifier = place && valueInForce('uwsgi_modifier1', place.block, place.parents)?.args[0]?.value
    const params = place ? inForce('uwsgi_param', place.block, place.parents) : []
    const names = new Set(params.map(({args}) => args[0]?.value))
    const hasParams = target.speaks !== 'uwsgi' || (names.has('REQUEST_METHOD') && names.has('PATH_INFO'))
    return {...target, modifier1: Number(modifier ?? 0), hasParams: hasParams || place === undefined}
  })
}

interface Place {
  readonly pass: Directive
  readonly block: Directive
  readonly parents: readonly Directive[]
}

function startOf({at}: Target | WebFacts['targets'][number], places: readonly Place[]): number | undefined {
  return places.find(
    ({pass: {location}}) => location.file === at.file && location.line === at.line && location.column === at.column,
  )?.pass.start
}

function* passes(directives: readonly Directive[]): Generator<Place> {
  for (const {directive: block, parents} of blocksOf(directives, 'location', 'if', 'limit_except')) {
    for (const pass of flat(block.block ?? [])) if (/_pass$/.test(pass.name)) yield {pass, block, parents}
  }
}

interface Whole {
  readonly directives: readonly Directive[]
  readonly targets: readonly Target[]
}

/** The server block that listens there and has that name, and in it the location that the path belongs to. */
export function nginxSite({directives, targets}: Whole, port: number, host: string, path: string): Site | undefined {
  const servers = [...blocksOf(directives, 'server')]
    .filter(({directive, parents}) => parents.at(-1)?.name === 'http' && listensOn(directive, port) && directive.block)
    .map(({directive}) => directive)
  const server =
    servers.find((one) => namesOf(one).includes(host)) ??
    servers.find((one) => namesOf(one).some((name) => isPattern(name, host))) ??
    servers.find((one) =>
      inBlock(one.block, 'listen').some(({args}) => args.some(({value}) => value === 'default_server')),
    ) ??
    servers[0]
  if (!server) return undefined
  const location = locationOf(server, path) ?? server
  const named = inBlock(location.block, 'try_files').at(-1)?.args.at(-1)?.value
  const last = named?.startsWith('@')
    ? inBlock(server.block, 'location').find(({args}) => args[0]?.value === named)
    : undefined
  const inside = [location, ...(last ? [last] : [])]
  const certificate = inBlock(server.block, 'ssl_certificate').at(-1)?.args[0]?.value
  return {
    at: location.location,
    label: `server ${namesOf(server)[0] || '_'}, ${location === server ? 'no location' : `location ${location.args.map(({value}) => value).join(' ')}`}`,
    targets: targets.filter(({at}) => inside.some((block) => holds(block, at))),
    ...(certificate === undefined ? {} : {certificate}),
  }
}

function holds(block: Directive, at: Target['at']): boolean {
  return [...flat(block.block ?? [])].some(
    (directive) =>
      (directive.location.file === at.file &&
        directive.location.line === at.line &&
        directive.location.column === at.column) ||
      (directive.block && directive.name !== 'location' && holds(directive, at)),
  )
}

function listensOn(server: Directive, port: number): boolean {
  const ports = inBlock(server.block, 'listen').map(({args}) => {
    const text = args[0]?.value ?? ''
    return Number(/^\d+$/.test(text) ? text : (/:(\d+)$/.exec(text)?.[1] ?? 80))
  })
  return ports.length === 0 ? port === 80 : ports.includes(port)
}

function namesOf(server: Directive): string[] {
  return inBlock(server.block, 'server_name').flatMap(({args}) => args.map(({value}) => value.toLowerCase()))
}

function isPattern(name: string, host: string): boolean {
  if (name.startsWith('*.')) return host.endsWith(name.slice(1))
  if (name.startsWith('.')) return host === name.slice(1) || host.endsWith(name)
  return name.startsWith('~') && matches(name.slice(1), host, '')
}

/** As nginx chooses: `=`, then the longest prefix when it is `^~`, then the first expression, then the longest prefix. */
function locationOf(block: Directive, path: string): Directive | undefined {
  const all = inBlock(block.block, 'location').map((directive) => {
    const words = directive.args.map(({value}) => value)
    return words.length > 1 ? {directive, sign: words[0]!, uri: words[1]!} : {directive, sign: '', uri: words[0] ?? ''}
  })
  const exact = all.find(({sign, uri}) => sign === '=' && uri === path)
  if (exact) return exact.directive
  const prefixes = all.filter(({sign, uri}) => (sign === '' || sign === '^~') && path.startsWith(uri))
  const longest = prefixes.sort((one, other) => other.uri.length - one.uri.length)[0]
  const regex =
    longest?.sign === '^~'
      ? undefined
      : all.find(({sign, uri}) => (sign === '~' || sign === '~*') && matches(uri, path, sign === '~*' ? 'i' : ''))
  const found = (regex ?? longest)?.directive
  return found && (locationOf(found, path) ?? found)
}

function matches(pattern: string, text: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags).test(text)
  } catch {
    return false // PCRE that JavaScript does not know
  }
}
