import type {Dialect} from '../load.js'
import {parseApache} from './parse.js'

/** Apache: relative paths are relative to `ServerRoot`, which lies where the main file does unless it is said otherwise. */
export function apacheDialect({serverRoot}: {readonly serverRoot?: string} = {}): Dialect {
  return {
    parse: parseApache,
    includeOf({name, args}, folder) {
      const kind = name.toLowerCase()
      const [path] = args
      if (!/^include(optional)?$/.test(kind) || !path) return undefined
      const root = serverRoot === undefined ? folder : `${serverRoot.replace(/\/$/, '')}/`
      const whole = path.value.startsWith('/') ? path.value : root + path.value
      // A folder stands for all that is in it.
      return {pattern: whole.endsWith('/') ? `${whole}*` : whole, isOptional: kind === 'includeoptional'}
    },
  }
}
