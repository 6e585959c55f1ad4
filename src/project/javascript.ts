import {posix} from 'node:path'
import {Code, JAVASCRIPT} from './code.js'
import type {Detection, UsedPackage} from './detection.js'
import {at, findLine, parseJson, stringIn, tableOf} from './documents.js'
import {type Folder, isAside} from './folder.js'
import {exportOf} from './javascript-export.js'
import type {Candidate, Conclusion} from './project.js'
import {publicFolders} from './statics.js'

/** Names under which the application of a project is exported. */
const ENTRY = /^(app|application|server|index|main|handler|worker)\.[cm]?js$/
const RANKS: Readonly<Record<string, number>> = {
  app: 66,
  application: 66,
  server: 64,
  index: 62,
  main: 62,
  handler: 62,
  worker: 60,
}

interface Package {
  readonly file: string
  readonly text: string
  readonly main: string | undefined
  readonly requires: readonly string[]
}

/** Applications that tsgi's own server can call: fetch-style, Node listeners, `{uwsgi}`. */
export async function detectJavascript(folder: Folder): Promise<Detection> {
  const packages = await readPackages(folder)
  const mains = new Set(packages.map(({main}) => main))
  const candidates: Candidate[] = []
  const listeners: Conclusion<string>[] = []
  for (const file of folder.files.filter((name) => isPossible(name, mains))) {
    const text = await folder.text(file)
    if (text === undefined) continue
    const code = new Code(file, text, JAVASCRIPT)
    const candidate = candidateOf(code, mains.has(file), folder)
    if (candidate) candidates.push(candidate)
    else listeners.push(...listensItself(code))
  }
  const isServed = candidates.length > 0
  return {candidates, notices: isServed ? [] : listeners.slice(0, 1), packages: packages.flatMap(requiredBy)}
}

/** At the top of a package or in its `src/`. */
function isPossible(file: string, mains: ReadonlySet<string | undefined>): boolean {
  if (isAside(file)) return false
  if (mains.has(file)) return /\.[cm]?js$/.test(file)
  const folder = posix.dirname(file)
  return (
    ENTRY.test(posix.basename(file)) &&
    file.split('/').length <= 3 &&
    !/(^|\/)(public|static|assets|dist|build|client|frontend)(\/|$)/.test(folder)
  )
}

function candidateOf(code: Code, isMain: boolean, folder: Folder): Candidate | undefined {
  const exported = exportOf(code)
  if (!exported) return undefined
  const stem = posix.basename(code.file).replace(/\.[cm]?js$/, '')
  const base = posix.dirname(code.file).replace(/(^|\/)src$/, '') || '.'
  const depth = code.file.split('/').length - 1
  return {
    framework: 'javascript',
    entry: {language: 'javascript', file: code.file},
    rank: (isMain ? 74 : Object.hasOwn(RANKS, stem) ? RANKS[stem]! : 58) - 2 * depth,
    evidence: exported,
    environment: {NODE_ENV: 'production'},
    statics: publicFolders(folder, posix.join(base, 'public')),
  }
}

/** An application that opens its own port exports nothing that could be called. */
function listensItself(code: Code): Conclusion<string>[] {
  const found = code.find(/\b(createServer|express|fastify|Fastify|Koa)\s*\(/) && code.find(/\.listen\s*\(/)
  if (!found) return []
  return [{value: 'it listens by itself: export the application as the default instead', evidence: [found.evidence]}]
}

async function readPackages(folder: Folder): Promise<Package[]> {
  const packages: Package[] = []
  for (const file of folder.files) {
    if (posix.basename(file) !== 'package.json' || isAside(file)) continue
    const text = await folder.text(file)
    const document = text === undefined ? undefined : parseJson(text)
    if (!document) continue
    const main = stringIn(at(document, 'main')) ?? stringIn(at(document, 'exports'))
    const path = main === undefined ? undefined : posix.join(posix.dirname(file), main)
    const requires = Object.keys(tableOf(at(document, 'dependencies')) ?? {}).slice(0, 500)
    packages.push({file, text: text!, main: path, requires})
  }
  return packages
}

function requiredBy({file, text, requires}: Package): UsedPackage[] {
  return requires.map((name) => ({language: 'javascript', name, evidence: findLine(file, text, `"${name}"`, ':')}))
}
