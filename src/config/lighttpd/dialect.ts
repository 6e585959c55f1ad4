import type {Dialect} from '../load.js'
import {type LighttpdDirective, parseLighttpd} from './parse.js'
import {textOf} from './values.js'

/** lighttpd: relative paths are relative to the folder of the main file. What `include_shell` names is never run. */
export const lighttpdDialect: Dialect = {
  parse: parseLighttpd,
  includeOf(directive, folder) {
    const path = directive.name === 'include' ? textOf((directive as LighttpdDirective).value) : undefined
    if (path === undefined) return undefined
    return {pattern: path.startsWith('/') ? path : folder + path, isOptional: false}
  },
}
