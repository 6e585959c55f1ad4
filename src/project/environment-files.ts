import {posix} from 'node:path'
import {evidence} from './evidence.js'
import {type Folder, isAside} from './folder.js'
import type {Conclusion} from './project.js'
import {linesOf} from './text.js'

/** Files of `KEY=value` lines that are meant for production, or for every place; not examples, not a developer's. */
const NAME =
  /^(\.env|\.flaskenv|env|environment)$|^\.env\.(production|prod|live|deploy)(\.local)?$|^\.env\.local$|^(production|prod)\.env$/
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/
/** Folders below the project's own. */
const MAX_DEPTH = 2

/** The environment files, the nearest to the top first. What is in them is not shown: it is often secret. */
export async function environmentFiles(folder: Folder): Promise<Conclusion<string>[]> {
  const found: Conclusion<string>[] = []
  for (const file of folder.files) {
    if (!NAME.test(posix.basename(file)) || file.split('/').length > MAX_DEPTH || isAside(file)) continue
    const text = await folder.text(file)
    const conclusion = text === undefined ? undefined : conclude(file, text)
    if (conclusion) found.push(conclusion)
  }
  return found
}

/** A file without an assignment is something else: an interpreter, a script. */
function conclude(file: string, text: string): Conclusion<string> | undefined {
  const lines = linesOf(text)
  const names = lines.flatMap((line) => ASSIGNMENT.exec(line)?.[1] ?? [])
  const first = lines.findIndex((line) => ASSIGNMENT.test(line))
  if (first === -1) return undefined
  const more = names.length > 1 ? ` and ${names.length - 1} more` : ''
  return {value: file, evidence: [evidence(file, {line: first + 1}, `${names[0]}=…${more}`)]}
}
