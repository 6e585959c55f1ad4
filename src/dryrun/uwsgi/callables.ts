import {dirname, join} from 'node:path'
import type {ExpandedConfig} from '../../config/uwsgi/expand.js'
import {pathFrom} from '../../config/uwsgi/surroundings.js'
import type {Host} from '../../host/host.js'
import {type Binding, readModule} from '../../project/python/module.js'

/** The Python file of an application, and what in it could be called. */
export interface Callables {
  readonly file: string
  /** As they stand in the file. */
  readonly names: readonly string[]
}

const SHOWN = 8

/** Looks for the file that an entry names (`pkg.module:name`, `folder/app.py`), and reads it; nothing is run. */
export async function callablesOf(
  entry: string,
  folders: readonly string[],
  host: Host,
): Promise<Callables | undefined> {
  const [module = ''] = entry.split(':')
  const path = module.replaceAll('.', '/')
  const files = module.endsWith('.py') ? [module] : [`${path}.py`, `${path}/__init__.py`]
  for (const file of folders.flatMap((folder) => files.map((name) => pathFrom(folder, name)))) {
    const reading = await host.read(file)
    if (reading.status !== 'read') continue
    const {bindings} = readModule(file, reading.bytes.toString('utf8'))
    const names = [...bindings].filter(([name, all]) => !name.startsWith('_') && isCallable(all.at(-1)!))
    return {file, names: names.map(([name]) => name).slice(0, SHOWN)}
  }
  return undefined
}

/** A function or a class, or what a call or a lambda gave; another value may be one too, but seldom is. */
function isCallable(binding: Binding): boolean {
  if (binding.kind === 'function') return !binding.isAsync
  if (binding.kind !== 'value') return binding.kind === 'class'
  return binding.tokens.some(({text}) => text === '(' || text === 'lambda')
}

/** Where Python looks: the folder that uWSGI is in, and what is added. */
export function pythonFolders({options}: ExpandedConfig, folder: string): readonly string[] {
  const last = (names: RegExp) => options.findLast(({name}) => names.test(name))?.value
  const inside = pathFrom(folder, last(/^(chdir2?|force-cwd)$/) ?? '.')
  const added = options.filter(({name}) => /^(pp|python-?path)$/.test(name)).map(({value}) => pathFrom(inside, value))
  const entry = last(/^(wsgi-file|file)$/)
  return [inside, ...added, ...(entry === undefined ? [] : [dirname(join(inside, entry))])]
}
