import {posix} from 'node:path'
import {Code, LUA} from './code.js'
import type {Detection} from './detection.js'
import {type Folder, isAside} from './folder.js'
import type {Candidate} from './project.js'
import {publicFolders} from './statics.js'

/** Files that return a function of WSAPI. */
export async function detectLua(folder: Folder): Promise<Detection> {
  const candidates: Candidate[] = []
  for (const file of folder.files) {
    if (!/\.(lua|ws)$/.test(file) || isAside(file)) continue
    const text = await folder.text(file)
    const candidate = text === undefined ? undefined : candidateOf(new Code(file, text, LUA), folder)
    if (candidate) candidates.push(candidate)
  }
  return {candidates, notices: []}
}

const RANKS: Readonly<Record<string, number>> = {app: 70, application: 70, main: 68, wsapi: 70, init: 66, index: 66}

function candidateOf(code: Code, folder: Folder): Candidate | undefined {
  const returned = returnOf(code)
  const wsapi = code.find(/\bwsapi(_env)?\b/) ?? code.find(/\brequire\s*\(?\s*['"](wsapi|orbit|mercury|sailor)\b/)
  // The answer that WSAPI wants: status, headers, iterator.
  const answer = wsapi ?? code.find(/\breturn\s+['"]?\d{3}[^,\r\n]*,[^,\r\n]+,\s*(coroutine\.wrap|function|\w+)/)
  if (!returned || !answer) return undefined
  const stem = posix.basename(code.file).replace(/\.\w+$/, '')
  const depth = code.file.split('/').length - 1
  return {
    framework: 'lua-wsapi',
    entry: {language: 'lua', file: code.file},
    rank: (Object.hasOwn(RANKS, stem) ? RANKS[stem]! : 62) - 2 * depth,
    evidence: [answer.evidence, returned.evidence],
    environment: {},
    statics: publicFolders(folder, posix.join(posix.dirname(code.file), 'public')),
  }
}

/** The `return` of the file itself: the last statement, at the start of a line. */
function returnOf(code: Code): ReturnType<Code['find']> {
  const returned = code.all(/^return\b[ \t]*(function\b|[\w.]+)/m).at(-1)
  if (!returned) return undefined
  const name = returned.match[1]!
  if (name === 'function' || name.includes('.')) return returned
  return (
    code.find(new RegExp(`\\bfunction\\s+${name}\\b|\\b${name}\\s*=\\s*(function\\b|wsapi\\.|\\w+[.:])`)) && returned
  )
}
