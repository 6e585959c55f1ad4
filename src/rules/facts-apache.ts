import {uwsgiPasses} from '../config/apache/passes.js'
import {walk} from '../config/directive.js'
import {type ProxyTarget, plainAddress, type Stated, type WebFacts} from './facts.js'
import type {ApacheSubject} from './subjects.js'

const HTTP = /^(?:unix:(?<socket>[^|]+)\|)?http:\/\/(?<host>[^/]*)/i

/** Where Apache hands requests over, and what it serves itself. */
export function apacheFacts({file, directives}: ApacheSubject): WebFacts {
  const all = [...walk(directives)].map(({directive}) => directive)
  const timeout = all.findLast(({name}) => name.toLowerCase() === 'proxytimeout')
  const seconds = Number(timeout?.args[0]?.value)
  const readTimeout = timeout && seconds > 0 ? {readTimeout: {value: seconds, at: timeout.location}} : {}
  const targets: ProxyTarget[] = [...uwsgiPasses(directives)]
    .filter(({directive}) => !/reverse$/i.test(directive.name))
    .map(({socket, name, target}) => ({
      value: plainAddress(socket ?? (name.includes(':') ? name : `${name}:3031`)),
      at: target.location,
      speaks: 'uwsgi',
      ...readTimeout,
    }))
  const roots: Stated<string>[] = []
  for (const {name, args, location} of all) {
    if (/^documentroot$/i.test(name) && args[0]) roots.push({value: args[0].value.replace(/\/$/, ''), at: location})
    if (/^alias$/i.test(name) && args[1]) roots.push({value: args[1].value.replace(/\/$/, ''), at: location})
    const groups = /^proxypass(match)?$/i.test(name) ? HTTP.exec(args.at(-1)?.value ?? '')?.groups : undefined
    const address = groups && (groups['socket'] ?? groups['host'])
    if (address) targets.push({value: plainAddress(address), at: location, speaks: 'http', ...readTimeout})
  }
  return {kind: 'apache', file, targets, roots}
}
