import {knownPackages, packageFacts} from '../../knowledge/packages.js'
import type {UsedPackage} from '../detection.js'
import {lineEvidence} from '../evidence.js'
import {isAside} from '../folder.js'
import type {PythonSources} from './sources.js'
import type {Statement} from './statements.js'

/** Any known name, as an import spells it: what a file must hold to be read closely. */
const KNOWN = new RegExp(
  `^[ \\t]*(?:from|import)\\b.*\\b(?:${knownPackages('python')
    .map((name) => name.replaceAll('-', '[-_.]'))
    .join('|')})\\b`,
  'im',
)

/** The packages among those that are known which Python files import, wherever in the file. */
export async function importedPackages(sources: PythonSources): Promise<UsedPackage[]> {
  const packages: UsedPackage[] = []
  for (const file of sources.folder.files) {
    if (!file.endsWith('.py') || isAside(file)) continue
    const text = await sources.folder.text(file)
    const module = text !== undefined && KNOWN.test(text) ? await sources.module(file) : undefined
    for (const statement of module?.statements ?? []) {
      const name = importOf(statement)
      const evidence = name && lineEvidence(file, module!.text, statement.tokens[0]!)
      if (name && evidence) packages.push({language: 'python', name, evidence})
    }
  }
  return packages
}

/** `import a.b`, `from a.b import c` → the longest known of `a.b.c`, `a.b` and `a`; a relative import is the project's own. */
function importOf({tokens}: Statement): string | undefined {
  const keyword = tokens[0]!.text
  if ((keyword !== 'import' && keyword !== 'from') || tokens[1]?.text === '.') return undefined
  const end = tokens.findIndex(({text}, i) => i > 0 && (text === 'import' || text === 'as' || text === ','))
  const dotted = tokens.slice(1, end === -1 ? undefined : end).filter(({kind}) => kind === 'name')
  for (let length = Math.min(3, dotted.length); length > 0; length--) {
    const name = dotted
      .slice(0, length)
      .map(({text}) => text)
      .join('.')
    if (packageFacts('python', name)) return name
  }
  return undefined
}
