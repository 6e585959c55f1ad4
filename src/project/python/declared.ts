import {evidence} from '../evidence.js'
import type {Folder} from '../folder.js'
import type {Candidate, ProjectEvidence} from '../project.js'
import {linesOf} from '../text.js'

/** An application that a project's own files name for a server. */
interface Declared {
  readonly folder: string
  readonly module: string
  readonly callable?: string
  readonly evidence: ProjectEvidence
}

/** What a name in a file for another server is worth. */
const BONUS = 10
const NAMES: readonly (readonly [file: RegExp, line: RegExp])[] = [
  [
    /(^|\/)\.(flaskenv|env)$/,
    /^\s*(?:export\s+)?FLASK_APP\s*=\s*["']?([\w./]+?)(?:\.py)?(?::([\w]+(?:\(\))?))?["']?\s*$/,
  ],
  [
    /(^|\/)Procfile$/,
    /^web:.*\b(?:gunicorn|waitress-serve)\b.*?\s["']?([A-Za-z_][\w.]*):([\w]+(?:\(\))?)["']?(?:\s|$)/,
  ],
  [/(^|\/)Procfile$/, /^web:.*\bgunicorn\b.*?\s([A-Za-z_]\w*(?:\.\w+)+)(?:\s|$)/],
]

/** Candidates that `FLASK_APP` or a Procfile names rank higher, with that line as evidence. */
export async function preferDeclared(candidates: readonly Candidate[], folder: Folder): Promise<Candidate[]> {
  const declared = await findDeclared(folder)
  return candidates.map((candidate) => {
    const named = declared.find((one) => isNamed(candidate, one))
    if (!named) return candidate
    return {...candidate, rank: candidate.rank + BONUS, evidence: [named.evidence, ...candidate.evidence]}
  })
}

async function findDeclared(folder: Folder): Promise<Declared[]> {
  const declared: Declared[] = []
  for (const file of folder.files) {
    for (const [name, pattern] of NAMES) {
      const text = name.test(file) ? await folder.text(file) : undefined
      if (text !== undefined) declared.push(...namesIn(file, text, pattern))
    }
  }
  return declared
}

function namesIn(file: string, text: string, pattern: RegExp): Declared[] {
  return linesOf(text).flatMap((line, i): Declared[] => {
    const found = line.length < 1000 ? pattern.exec(line) : null
    if (!found) return []
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'
    const module = found[1]!.replaceAll('/', '.')
    const callable = found[2] === undefined ? {} : {callable: found[2]}
    return [{folder, module, ...callable, evidence: evidence(file, {line: i + 1}, line.trim())}]
  })
}

function isNamed({entry}: Candidate, {folder, module, callable}: Declared): boolean {
  if (entry.language !== 'python' || entry.kind !== 'module') return false
  if (entry.folder !== folder || entry.module !== module) return false
  return callable === undefined || callable === entry.callable
}
