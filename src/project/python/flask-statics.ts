import {posix} from 'node:path'
import type {Conclusion, ProjectStatic} from '../project.js'
import {statics} from '../statics.js'
import type {FoundApplication} from './found-application.js'
import {lastBinding, type PythonSources} from './sources.js'
import {stringOf} from './values.js'

/** `Flask(__name__, static_folder='static', static_url_path='/static')`: what it is told, else its defaults, when the folder is there. */
export function flaskStatics(found: FoundApplication, {folder}: PythonSources): Conclusion<ProjectStatic>[] {
  const {module, call, evidence} = found
  const own = evidence.slice(-1)
  const argument = (name: string) => call?.arguments.find((given) => given.name === name)?.tokens
  if (argument('static_folder')?.[0]?.text === 'None') return []
  const context = {file: posix.join(folder.root, module.file), lookup: lookupIn(found, folder.root)}
  const told = (name: string) => {
    const tokens = argument(name)
    return tokens && stringOf(tokens, context)
  }
  const at = told('static_folder') ?? 'static'
  const path = posix.resolve(folder.root, posix.dirname(module.file), at)
  const isThere = folder.folders.includes(posix.relative(folder.root, path))
  if (!isThere && !argument('static_folder')) return []
  const url = told('static_url_path') ?? `/${posix.basename(path)}`
  return statics({url, path, kind: 'static'}, folder.root, own)
}

/** Names of the module, one step far. */
function lookupIn({module}: FoundApplication, root: string): (name: string) => string | undefined {
  return (name) => {
    const binding = lastBinding(module, name)
    if (binding?.kind !== 'value') return undefined
    return stringOf(binding.tokens, {file: posix.join(root, module.file), lookup: () => undefined})
  }
}
