import {type Argument, type Directive, walk} from '../directive.js'

/** A `ProxyPass` (or its kin) that leads to a uwsgi server. */
export interface UwsgiPass {
  readonly directive: Directive
  /** The virtual host that it stands in. */
  readonly host: Directive | undefined
  /** The path of the URL; that of the `<Location>` around it when it names none. */
  readonly path: string
  readonly target: Argument
  /** The unix socket, if it is one. */
  readonly socket: string | undefined
  /** The host behind `uwsgi://`, which names the worker. */
  readonly name: string
  /** What follows the name: `/app`. */
  readonly rest: string
}

const TARGET = /^(?:unix:(?<socket>[^|]+)\|)?uwsgi:\/\/(?<name>[^/]*)(?<rest>.*)$/i

/** Every place that hands requests to a uwsgi server, in the order of the files. */
export function* uwsgiPasses(directives: readonly Directive[]): Generator<UwsgiPass> {
  for (const {directive, parents} of walk(directives)) {
    if (!/^proxypass(match|reverse)?$/i.test(directive.name)) continue
    const target = directive.args.find(({value}) => TARGET.test(value))
    const groups = target && TARGET.exec(target.value)?.groups
    if (!target || !groups) continue
    const location = parents.findLast(({name}) => /^location(match)?$/i.test(name))
    yield {
      directive,
      host: parents.find(({name}) => name.toLowerCase() === 'virtualhost'),
      path: directive.args[0] === target ? (location?.args.at(-1)?.value ?? '/') : directive.args[0]!.value,
      target,
      socket: groups['socket'],
      name: groups['name']!,
      rest: groups['rest']!,
    }
  }
}
