import {posix} from 'node:path'
import {evidence} from '../evidence.js'
import {type Folder, isAside} from '../folder.js'
import type {Candidate} from '../project.js'
import {linesOf} from '../text.js'

const FOR_DEVELOPERS = /(^|[-_.])(dev|devel|development|test|testing|local)([-_.]|$)/i

/** PasteDeploy: an `.ini` with `[app:main]` and what it uses. Of several in a folder the one for production. */
export async function findPaste(folder: Folder): Promise<Candidate[]> {
  const best = new Map<string, Candidate>()
  for (const file of folder.files) {
    if (!file.endsWith('.ini') || isAside(file)) continue
    const text = await folder.text(file)
    const candidate = text === undefined ? undefined : await candidateOf(file, text, folder)
    const at = posix.dirname(file)
    if (candidate && (best.get(at)?.rank ?? 0) < candidate.rank) best.set(at, candidate)
  }
  return [...best.values()]
}

async function candidateOf(file: string, text: string, folder: Folder): Promise<Candidate | undefined> {
  const lines = linesOf(text)
  const section = lines.findIndex((line) => /^\[(app:main|app:[\w.-]+|composite:main|pipeline:main)\]/.test(line))
  const uses = lines.findIndex((line, i) => i > section && /^(use|paste\.app_factory|pipeline)\s*=/.test(line))
  if (section === -1 || uses === -1) return undefined
  const base = posix.basename(file)
  const rank = /^prod/i.test(base) ? 82 : FOR_DEVELOPERS.test(base) ? 70 : 78
  const isPyramid = /^\s*pyramid\./m.test(text) || (await importsPyramid(folder))
  return {
    framework: isPyramid ? 'pyramid' : 'wsgi',
    entry: {language: 'python', kind: 'paste', file},
    rank: rank - 2 * (file.split('/').length - 1),
    evidence: [section, uses].map((i) => evidence(file, {line: i + 1}, lines[i]!.trim())),
    environment: {},
    statics: [],
  }
}

/** `use = egg:shop` says nothing of what the package is made with. */
async function importsPyramid(folder: Folder): Promise<boolean> {
  for (const file of folder.files) {
    if (!file.endsWith('.py') || isAside(file)) continue
    if (/^\s*(from|import)\s+pyramid\b/m.test((await folder.text(file)) ?? '')) return true
  }
  return false
}
