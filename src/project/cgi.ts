import {posix} from 'node:path'
import type {Detection} from './detection.js'
import {lineEvidence} from './evidence.js'
import {type Folder, isAside, notice} from './folder.js'
import type {Candidate, ProjectEvidence} from './project.js'

/** What runs a file by its extension, when the file cannot run itself. */
const HELPERS: Readonly<Record<string, string>> = {
  '.pl': 'perl',
  '.py': 'python3',
  '.rb': 'ruby',
  '.sh': 'sh',
  '.lua': 'lua',
  '.php': 'php-cgi',
}
const FOLDER = /^(cgi-bin|cgi)$/
const PROGRAM = /\.(cgi|fcgi|pl|py|rb|sh|lua)$/

/** `cgi-bin/`, and other folders with `.cgi` files. */
export async function detectCgi(folder: Folder): Promise<Detection> {
  const folders = new Set(folder.files.filter((file) => isProgram(file) && !isAside(file)).map((file) => rootOf(file)))
  const candidates = await Promise.all([...folders].map((path) => candidateOf(path, folder)))
  return {candidates: candidates.filter((candidate) => candidate !== undefined), notices: []}
}

/** Dancer leaves these in `public/` for whoever has no PSGI server. */
const DISPATCHERS = /(^|\/)dispatch\.f?cgi$/

function isProgram(file: string): boolean {
  if (DISPATCHERS.test(file)) return false
  return (
    file.endsWith('.cgi') ||
    file
      .split('/')
      .slice(0, -1)
      .some((name) => FOLDER.test(name))
  )
}

/** The folder of `cgi-bin` around it, else its own. */
function rootOf(file: string): string {
  const parts = file.split('/').slice(0, -1)
  const at = parts.findIndex((name) => FOLDER.test(name))
  return (at === -1 ? parts : parts.slice(0, at + 1)).join('/') || '.'
}

async function candidateOf(path: string, folder: Folder): Promise<Candidate | undefined> {
  const helpers: Record<string, string> = {}
  let shown: ProjectEvidence | undefined
  for (const file of folder.files.filter((name) => name.startsWith(path === '.' ? '' : `${path}/`)).slice(0, 200)) {
    const helper = await helperOf(file, folder)
    if (helper === undefined) continue
    shown ??= helper.evidence
    if (helper.program !== undefined) helpers[posix.extname(file)] = helper.program
  }
  if (!shown) return undefined
  const depth = path === '.' ? 0 : path.split('/').length - 1
  return {
    framework: 'cgi',
    entry: {language: 'cgi', folder: path, helpers},
    rank: (FOLDER.test(posix.basename(path)) ? 55 : 50) - 2 * depth,
    evidence: [shown],
    environment: {},
    statics: [],
  }
}

interface Helper {
  readonly evidence: ProjectEvidence
  /** Undefined when the file runs itself. */
  readonly program?: string
}

/** `undefined` for what is no program. */
async function helperOf(file: string, folder: Folder): Promise<Helper | undefined> {
  const isExecutable = await folder.isExecutable(file)
  const isInCgi = file.split('/').some((name) => FOLDER.test(name))
  if (!PROGRAM.test(file) && !(isInCgi && isExecutable)) return undefined
  if (!file.endsWith('.cgi') && !isInCgi) return undefined
  const text = await folder.text(file)
  const first = text === undefined ? notice('', file).evidence[0]! : lineEvidence(file, text, {line: 1})
  if (isExecutable) return {evidence: first}
  const program = interpreterOf(text ?? '') ?? HELPERS[posix.extname(file)]
  return program === undefined ? undefined : {evidence: first, program}
}

/** `#!/usr/bin/env perl -w` → `perl` */
function interpreterOf(text: string): string | undefined {
  const [program, argument] = /^#![ \t]*(\S+)(?:[ \t]+(\S+))?/.exec(text)?.slice(1) ?? []
  const name = program?.endsWith('/env') ? argument : program
  return name === undefined ? undefined : posix.basename(name)
}
