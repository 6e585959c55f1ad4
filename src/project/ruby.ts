import {posix} from 'node:path'
import {Code, RUBY} from './code.js'
import type {Detection, UsedPackage} from './detection.js'
import {type Folder, isAside} from './folder.js'
import type {Candidate, Conclusion, Framework, ProjectEvidence, ProjectStatic} from './project.js'
import {publicFolders} from './statics.js'

interface Recognised {
  readonly framework: Framework
  readonly evidence: readonly ProjectEvidence[]
}

const RANKS: Readonly<Partial<Record<Framework, number>>> = {rails: 95, sinatra: 80, rack: 78}

/** Rails, Sinatra and whatever else has a `config.ru`. */
export async function detectRuby(folder: Folder): Promise<Detection> {
  const candidates: Candidate[] = []
  const packages: UsedPackage[] = []
  for (const file of folder.files) {
    if (isAside(file)) continue
    if (posix.basename(file) === 'Gemfile') packages.push(...(await gemsOf(file, folder)))
    if (posix.basename(file) !== 'config.ru') continue
    const code = await codeOf(file, folder)
    const recognised = code && (await recognise(code, folder))
    if (recognised) candidates.push(await candidateOf(file, recognised, folder))
  }
  const notices = candidates.length > 0 ? [] : await withoutConfig(folder)
  return {candidates, notices, packages}
}

async function codeOf(file: string, folder: Folder): Promise<Code | undefined> {
  const text = await folder.text(file)
  return text === undefined ? undefined : new Code(file, text, RUBY)
}

async function recognise(code: Code, folder: Folder): Promise<Recognised | undefined> {
  const base = posix.dirname(code.file)
  const run = code.find(/^[ \t]*(run|map|use|require\w*)\b[^\r\n]*/m)
  if (!run) return undefined
  const runs = (code.find(/^[ \t]*run\b[^\r\n]*/m) ?? run).evidence
  const application = await codeOf(posix.join(base, 'config/application.rb'), folder)
  const rails = application?.find(/\bclass\s+Application\s*<\s*(::)?Rails::Application\b/)
  if (rails && code.find(/\bRails\.application\b|config\/environment|::Application\b/)) {
    return {framework: 'rails', evidence: [runs, rails.evidence]}
  }
  const sinatra = await findSinatra(code, folder)
  return sinatra ? {framework: 'sinatra', evidence: [runs, sinatra]} : {framework: 'rack', evidence: [runs]}
}

const SINATRA = /\brequire\s*\(?\s*['"]sinatra(\/base)?['"]|\bSinatra::(Base|Application)\b/

/** In `config.ru`, in a file that it requires, or in the Gemfile. */
async function findSinatra(code: Code, folder: Folder): Promise<ProjectEvidence | undefined> {
  const own = code.find(SINATRA)
  if (own) return own.evidence
  const base = posix.dirname(code.file)
  for (const {match} of code.all(/\brequire(?:_relative)?\s*\(?\s*(?:File\.\w+\s*\(?\s*)?['"]([^'"]+)['"]/, 20)) {
    const file = posix.join(base, match[1]!.replace(/\.rb$/, ''))
    const required = file.startsWith('..') ? undefined : await codeOf(`${file}.rb`, folder)
    const found = required?.find(SINATRA)
    if (found) return found.evidence
  }
  const gemfile = await codeOf(posix.join(base, 'Gemfile'), folder)
  return gemfile?.find(/\bgem\s*\(?\s*['"]sinatra['"]/)?.evidence
}

async function candidateOf(file: string, {framework, evidence}: Recognised, folder: Folder): Promise<Candidate> {
  const base = posix.dirname(file)
  const depth = base === '.' ? 0 : base.split('/').length
  const gemPath = await gemPathOf(base, folder)
  const environment = {...(framework === 'rails' ? {RAILS_ENV: 'production'} : {}), RACK_ENV: 'production'}
  const found = publicFolders(folder, posix.join(base, 'public'))
  return {
    framework,
    entry: {language: 'ruby', file, ...(gemPath ? {gemPath} : {})},
    rank: RANKS[framework]! - 2 * depth,
    evidence,
    environment,
    statics: framework === 'rails' ? withAssets(found, base, evidence) : found,
  }
}

/** `rails assets:precompile` makes the folder when the application is deployed. */
function withAssets(
  found: readonly Conclusion<ProjectStatic>[],
  base: string,
  evidence: readonly ProjectEvidence[],
): readonly Conclusion<ProjectStatic>[] {
  if (found.some(({value}) => value.url === '/assets/')) return found
  const value: ProjectStatic = {url: '/assets/', folder: posix.join(base, 'public/assets'), kind: 'static'}
  return [{value, evidence: evidence.slice(-1)}, ...found]
}

/** Where `bundle install --path vendor/bundle` puts gems: a folder for each version of Ruby. */
async function gemPathOf(base: string, folder: Folder): Promise<string | undefined> {
  const at = posix.join(base, 'vendor/bundle/ruby')
  const [version] = (await folder.names(at)).filter((name) => /^\d+\.\d+\.\d+$/.test(name)).toReversed()
  return version === undefined ? undefined : posix.join(at, version)
}

/** Gems outside of the groups for developers. */
async function gemsOf(file: string, folder: Folder): Promise<UsedPackage[]> {
  const code = await codeOf(file, folder)
  if (!code) return []
  const groups = code.all(/^[ \t]*group\b[^\r\n]*\bdo\b|^[ \t]*end\b/m)
  const isForDevelopers = (line: number) => {
    const open = groups.findLast(({evidence}) => evidence.location.line < line)
    return open !== undefined && /^\s*group\b.*:(development|test)\b/.test(open.match[0])
  }
  return code
    .all(/^[ \t]*gem\s*\(?\s*['"]([^'"]+)['"]/m)
    .filter(({evidence}) => !isForDevelopers(evidence.location.line))
    .map(({match, evidence}) => ({language: 'ruby', name: match[1]!, evidence}))
}

/** Sinatra that runs by itself has nothing that uWSGI can load. */
async function withoutConfig(folder: Folder): Promise<Conclusion<string>[]> {
  for (const file of folder.files.filter((name) => name.endsWith('.rb') && !name.includes('/'))) {
    const found = (await codeOf(file, folder))?.find(SINATRA)
    if (!found) continue
    const module = file.replace(/\.rb$/, '')
    const value = `Sinatra without a config.ru; write one: require './${module}'; run Sinatra::Application`
    return [{value, evidence: [found.evidence]}]
  }
  return []
}
