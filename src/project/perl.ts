import {posix} from 'node:path'
import {Code, PERL} from './code.js'
import type {Detection, UsedPackage} from './detection.js'
import {type Folder, isAside} from './folder.js'
import type {Candidate, Framework, ProjectEvidence} from './project.js'
import {publicFolders} from './statics.js'

interface Recognised {
  readonly framework: Framework
  readonly evidence: readonly ProjectEvidence[]
}

const ENVIRONMENTS: Readonly<Partial<Record<Framework, Readonly<Record<string, string>>>>> = {
  psgi: {PLACK_ENV: 'deployment'},
  dancer2: {DANCER_ENVIRONMENT: 'production'},
  mojolicious: {MOJO_MODE: 'production'},
}

/** PSGI, Dancer2, Mojolicious (Lite, and `script/` of a full application). */
export async function detectPerl(folder: Folder): Promise<Detection> {
  const candidates: Candidate[] = []
  for (const file of folder.files.filter(isPossible)) {
    const text = await folder.text(file)
    if (text === undefined || (!file.endsWith('.psgi') && !/^#!.*perl|\b(Mojo|Dancer)/.test(text))) continue
    const recognised = await recognise(new Code(file, text, PERL), folder)
    if (recognised) candidates.push(candidateOf(file, recognised, folder))
  }
  return {candidates, notices: [], packages: await packagesOf(folder)}
}

function isPossible(file: string): boolean {
  if (isAside(file)) return false
  return /\.(psgi|pl)$/.test(file) || /(^|\/)(script|bin)\/[\w-]+$/.test(file)
}

async function recognise(code: Code, folder: Folder): Promise<Recognised | undefined> {
  const lite = code.find(/\buse\s+Mojolicious::Lite\b/)
  if (lite) return {framework: 'mojolicious', evidence: [lite.evidence]}
  const started = code.find(/\bstart_app\s*\(\s*['"]([\w:]+)['"]/) ?? code.find(/\bMojo::Server::PSGI\b/)
  if (started && /\bMojolicious\b|\bMojo::/.test(code.bare))
    return {framework: 'mojolicious', evidence: [started.evidence]}
  const isPsgi = code.file.endsWith('.psgi')
  const dancer = code.find(/\buse\s+Dancer2\b/) ?? (isPsgi ? await usedDancer(code, folder) : undefined)
  if (dancer && (isPsgi || code.find(/\b(dance|to_app|psgi_app)\b/)))
    return {framework: 'dancer2', evidence: [dancer.evidence]}
  if (!isPsgi) return undefined
  const first = code.find(/\S[^\r\n]*/)
  return first && {framework: 'psgi', evidence: [first.evidence]}
}

/** A module of `lib/` that the file uses and that uses Dancer2 itself. */
async function usedDancer(code: Code, folder: Folder): Promise<{readonly evidence: ProjectEvidence} | undefined> {
  for (const {match} of code.all(/\buse\s+([A-Z]\w*(?:::\w+)*)/, 50)) {
    const file = posix.join(baseOf(code.file), 'lib', `${match[1]!.replaceAll('::', '/')}.pm`)
    const text = await folder.text(file)
    const dancer = text === undefined ? undefined : new Code(file, text, PERL).find(/\buse\s+Dancer2\b/)
    if (dancer) return dancer
  }
  return undefined
}

/** The folder of the application: that around `bin/` and `script/`. */
function baseOf(file: string): string {
  const folder = posix.dirname(file)
  return /(^|\/)(bin|script)$/.test(folder) ? posix.dirname(folder) : folder
}

function candidateOf(file: string, {framework, evidence}: Recognised, folder: Folder): Candidate {
  const base = baseOf(file)
  const localLib = posix.join(base, 'local')
  const hasLocal = folder.folders.includes(posix.join(localLib, 'lib/perl5'))
  return {
    framework,
    entry: {language: 'perl', file, ...(hasLocal ? {localLib} : {})},
    rank: rankOf(file),
    evidence,
    environment: ENVIRONMENTS[framework] ?? {},
    statics: publicFolders(folder, posix.join(base, 'public')),
  }
}

function rankOf(file: string): number {
  const base = posix.basename(file)
  const depth = baseOf(file) === '.' ? 0 : baseOf(file).split('/').length
  return (base === 'app.psgi' ? 80 : base.endsWith('.psgi') ? 74 : 77) - 2 * depth
}

/** What `cpanfile` requires, and what modules are used where the applications lie. */
async function packagesOf(folder: Folder): Promise<UsedPackage[]> {
  const packages: UsedPackage[] = []
  for (const file of folder.files) {
    const pattern = /(^|\/)cpanfile$/.test(file) ? /\brequires\s*\(?\s*['"]([\w:]+)['"]/ : undefined
    const wanted = pattern ?? (/\.(pm|pl|psgi)$/.test(file) ? /\buse\s+([A-Z]\w*(?:::\w+)*)/ : undefined)
    const text = wanted && !isAside(file) ? await folder.text(file) : undefined
    if (text === undefined) continue
    const found = new Code(file, text, PERL).all(wanted!, 200)
    packages.push(...found.map(({match, evidence}) => ({language: 'perl' as const, name: match[1]!, evidence})))
  }
  return packages
}
