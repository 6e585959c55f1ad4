import type {Edit} from '../../diagnostics.js'
import {walk} from '../directive.js'
import type {LighttpdDirective} from './parse.js'
import {itemOf, itemsOf, type LighttpdItem, type LighttpdValue, textOf} from './values.js'

/** A server behind mod_scgi. */
export interface ScgiHost {
  /** The key: `/`, `/app`, `.fcgi`. */
  readonly prefix: string
  /** Where the list of hosts of this key starts. */
  readonly key: number
  /** The list of its settings. */
  readonly host: LighttpdValue
  readonly items: readonly LighttpdItem[]
  readonly socket: string | undefined
  readonly address: string | undefined
  readonly isUwsgi: boolean
}

/** Every server that `scgi.server` names; uwsgi ones where `scgi.protocol` says so. */
export function* scgiHosts(directives: readonly LighttpdDirective[]): Generator<ScgiHost> {
  const settings = [...walk(directives)].map(({directive}) => directive as LighttpdDirective)
  const isUwsgi = settings.some(({name, value}) => name === 'scgi.protocol' && textOf(value) === 'uwsgi')
  for (const {name, value} of settings) {
    if (name !== 'scgi.server') continue
    for (const {key: prefix, value: hosts} of itemsOf(value)) {
      if (prefix === undefined) continue
      for (const {value: host} of itemsOf(hosts)) {
        const port = textOf(itemOf(host, 'port'))
        const machine = textOf(itemOf(host, 'host'))
        yield {
          ...{prefix, key: hosts.start, host, items: itemsOf(host), isUwsgi},
          socket: textOf(itemOf(host, 'socket')),
          address: machine !== undefined && port !== undefined ? `${machine}:${port}` : undefined,
        }
      }
    }
  }
}

export function isEnabled(host: LighttpdValue, key: string): boolean {
  return textOf(itemOf(host, key)) === 'enable'
}

export function isDisabled(host: LighttpdValue, key: string): boolean {
  return textOf(itemOf(host, key)) === 'disable'
}

/** Adds an item at the end of a list. */
export function additionTo(host: LighttpdValue, item: string): Edit {
  const items = itemsOf(host)
  const at = items.at(-1)?.value.end ?? host.start + 1
  return {file: host.location.file, start: at, end: at, text: items.length > 0 ? `, ${item}` : item}
}
