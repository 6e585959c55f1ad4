import {walk} from '../config/directive.js'
import type {LighttpdDirective} from '../config/lighttpd/parse.js'
import {scgiHosts} from '../config/lighttpd/scgi.js'
import {textOf} from '../config/lighttpd/values.js'
import {plainAddress, type WebFacts} from './facts.js'
import type {LighttpdSubject} from './subjects.js'

/** Where lighttpd hands requests over, and what it serves itself. */
export function lighttpdFacts({file, directives}: LighttpdSubject): WebFacts {
  const targets = [...scgiHosts(directives)].flatMap(({socket, address, host, isUwsgi}) => {
    const value = socket ?? address
    return value === undefined
      ? []
      : [{value: plainAddress(value), at: host.location, speaks: isUwsgi ? ('uwsgi' as const) : ('scgi' as const)}]
  })
  const roots = [...walk(directives)].flatMap(({directive}) => {
    const {name, value} = directive as LighttpdDirective
    const root = name === 'server.document-root' ? textOf(value) : undefined
    return root === undefined ? [] : [{value: root.replace(/\/$/, ''), at: directive.location}]
  })
  return {kind: 'lighttpd', file, targets, roots}
}
