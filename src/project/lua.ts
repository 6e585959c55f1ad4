import {posix} from 'node:path'
import {Code, LUA} from './code.js'
import type {Detection} from './detection.js'
import {type Folder, isAside} from './folder.js'
import type {Candidate, Conclusion} from './project.js'
import {publicFolders} from './statics.js'

/** Files that return a function of WSAPI. */
export async function detectLua(folder: Folder): Promise<Detection> {
  const candidates: Candidate[] = []
  const unreturned: Conclusion<string>[] = []
  for (const file of folder.files) {
    if (!/\.(lua|ws)$/.test(file) || isAside(file)) continue
    const text = await folder.text(file)
    if (text === undefined) continue
    const code = new Code(file, text, LUA)
    const candidate = candidateOf(code, folder)
    if (candidate) candidates.push(candidate)
    else unreturned.push(...notReturned(code))
  }
  return {candidates, notices: candidates.length > 0 ? [] : unreturned}
}

/** `function run(wsapi_env)` in a module as WSAPI's own launchers load it: uWSGI sees only what the file returns. */
function notReturned(code: Code): Conclusion<string>[] {
  const found = code.find(/^(?:local[ \t]+)?function[ \t]+run[ \t]*\([ \t]*\w*wsapi\w*/m)
  if (!found) return []
  const value = `${code.file} returns nothing that uWSGI can call: end it with «return run», and leave out module(...)`
  return [{value, evidence: [found.evidence]}]
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
  const made = `\\bfunction\\s+${name}\\b(?!\\s*[.:])|\\b${name}\\s*=\\s*(function\\b|wsapi\\.|\\w+[.:])`
  // uWSGI takes a table with a function `run` as well.
  const run = `\\bfunction\\s+${name}\\s*[.:]\\s*run\\b|\\b${name}\\s*\\.\\s*run\\s*=`
  return code.find(new RegExp(`${made}|${run}`)) && returned
}
