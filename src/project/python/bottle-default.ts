import {lineEvidence} from '../evidence.js'
import {isAside} from '../folder.js'
import type {Conclusion} from '../project.js'
import {isOfModule} from './module.js'
import type {PythonSources} from './sources.js'

/** Routes on Bottle's default application, in a project where no name stands for it. */
export async function unnamedBottle(sources: PythonSources): Promise<Conclusion<string>[]> {
  const {folder} = sources
  for (const file of folder.files) {
    if (!file.endsWith('.py') || isAside(file) || !/\bbottle\b/.test((await folder.text(file)) ?? '')) continue
    const read = await sources.module(file)
    const route = read?.statements.find(
      ({tokens}) => tokens[0]?.text === '@' && tokens.some(({text}) => /^(route|get|post)$/.test(text)),
    )
    if (!read || !route || !isOfModule(route)) continue
    const value = 'Bottle without a name that uWSGI can load: end the file with «application = bottle.default_app()»'
    return [{value, evidence: [lineEvidence(file, read.text, route.tokens[0]!)]}]
  }
  return []
}
