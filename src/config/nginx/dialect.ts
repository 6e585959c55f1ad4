import type {Dialect} from '../load.js'
import {parseNginx} from './parse.js'

/** nginx: relative paths are relative to the folder of the main file. */
export const nginxDialect: Dialect = {
  parse: parseNginx,
  includeOf({name, args, block}, folder) {
    const [path] = args
    if (name !== 'include' || args.length !== 1 || block || !path) return undefined
    return {pattern: path.value.startsWith('/') ? path.value : folder + path.value, isOptional: false}
  },
}
