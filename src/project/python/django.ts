import {posix} from 'node:path'
import {lineEvidence} from '../evidence.js'
import {isAside} from '../folder.js'
import type {Candidate, Conclusion, ProjectEvidence} from '../project.js'
import {entryOf, type PythonApplication} from './candidates.js'
import {djangoStatics} from './django-statics.js'
import type {PythonModule} from './module.js'
import {Settings} from './settings.js'
import type {PythonSources} from './sources.js'

/** What the Django projects of a folder are. */
export interface DjangoFindings {
  readonly candidates: readonly Candidate[]
  readonly notices: readonly Conclusion<string>[]
  /** Set when a project names an ASGI application and has no WSGI one. */
  readonly asgi?: readonly ProjectEvidence[]
  /** The settings that count, of every project. */
  readonly settings: readonly Settings[]
}

/** Where a module says which settings it wants: `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')`. */
interface NamedSettings {
  readonly module: string
  readonly evidence: ProjectEvidence
}

interface DjangoProject {
  /** Of `manage.py`: what is imported starts here. */
  readonly folder: string
  readonly named: NamedSettings
}

export async function findDjango(
  applications: readonly PythonApplication[],
  sources: PythonSources,
): Promise<DjangoFindings> {
  const projects = await findProjects(sources)
  const own = applications.filter(({found}) => found.maker === 'django')
  const results = await Promise.all([
    ...own.map((application) => candidateOf(application, projects, sources)),
    ...projects
      .filter(({folder}) => !own.some(({file}) => isBelow(file, folder)))
      .map((project) => withoutWsgi(project, sources)),
  ])
  return {
    candidates: results.flatMap(({candidate}) => candidate ?? []),
    notices: results.flatMap(({notices}) => notices),
    settings: results.flatMap(({settings}) => settings ?? []),
    ...asgiOf(results),
  }
}

interface Result {
  readonly candidate?: Candidate
  readonly notices: readonly Conclusion<string>[]
  readonly settings?: Settings
  readonly asgi?: readonly ProjectEvidence[]
}

const asgiOf = (results: readonly Result[]) => {
  const asgi = results.find((result) => result.asgi)?.asgi
  return asgi ? {asgi} : {}
}

async function findProjects(sources: PythonSources): Promise<DjangoProject[]> {
  const projects: DjangoProject[] = []
  for (const file of sources.folder.files) {
    if (posix.basename(file) !== 'manage.py' || isAside(file)) continue
    const module = await sources.module(file)
    const named = module && namedSettings(module)
    if (named) projects.push({folder: posix.dirname(file), named})
  }
  return projects
}

/** The second string of whatever is called with `'DJANGO_SETTINGS_MODULE', '…'`, or assigned to `environ['…']`. */
function namedSettings(module: PythonModule): NamedSettings | undefined {
  for (const {tokens} of module.statements) {
    const at = tokens.findIndex(({value}) => value === 'DJANGO_SETTINGS_MODULE')
    const named = at === -1 ? undefined : tokens.slice(at + 1).find(({kind}) => kind === 'string')
    if (named?.value) return {module: named.value, evidence: lineEvidence(module.file, module.text, tokens[at]!)}
  }
  return undefined
}

async function candidateOf(
  application: PythonApplication,
  projects: readonly DjangoProject[],
  sources: PythonSources,
): Promise<Result> {
  const project = projects.filter(({folder}) => isBelow(application.file, folder)).sort(byDepth)[0]
  const folder = project?.folder ?? sources.searchFolder(application.file)
  const named = namedSettings(application.found.module) ?? project?.named
  const chosen = await chooseSettings(named, folder, sources)
  const wanted = chosen.settings?.string('WSGI_APPLICATION')
  const entry = entryOf(application, sources, folder)
  const isWanted =
    entry.language === 'python' && entry.kind === 'module' && wanted?.value === `${entry.module}.${entry.callable}`
  const evidence = [
    ...(isWanted ? wanted.evidence : []),
    ...application.found.evidence,
    ...(named ? [named.evidence] : []),
  ]
  const rank = (isWanted ? 100 : project ? 92 : 88) - 2 * depthOf(folder)
  const candidate: Candidate = {
    framework: 'django',
    entry,
    rank,
    evidence,
    environment: chosen.environment,
    statics: chosen.settings ? djangoStatics(chosen.settings, folder, sources.folder) : [],
  }
  const notices = noticesOf(chosen.settings)
  return {candidate, notices, ...(chosen.settings ? {settings: chosen.settings} : {})}
}

/** A project whose `wsgi.py` is gone: Django's own function makes the application. */
async function withoutWsgi(project: DjangoProject, sources: PythonSources): Promise<Result> {
  const {settings} = await chooseSettings(project.named, project.folder, sources)
  const asgi = settings?.raw('ASGI_APPLICATION')
  if (asgi && !settings?.raw('WSGI_APPLICATION')) return {notices: [], asgi: asgi.evidence, settings: settings!}
  const missing = settings?.string('WSGI_APPLICATION')
  const candidate: Candidate = {
    framework: 'django',
    entry: {
      language: 'python',
      kind: 'module',
      module: 'django.core.wsgi',
      callable: 'get_wsgi_application()',
      folder: project.folder,
    },
    rank: 84 - 2 * depthOf(project.folder),
    evidence: [project.named.evidence],
    environment: {DJANGO_SETTINGS_MODULE: project.named.module},
    statics: settings ? djangoStatics(settings, project.folder, sources.folder) : [],
  }
  const gone = missing && {
    value: `WSGI_APPLICATION names ${missing.value}, which is not there`,
    evidence: missing.evidence,
  }
  return {candidate, notices: [...(gone ? [gone] : []), ...noticesOf(settings)], ...(settings ? {settings} : {})}
}

interface ChosenSettings {
  readonly settings?: Settings
  readonly environment: Readonly<Record<string, string>>
}

const PRODUCTION = ['production', 'prod', 'live', 'deploy', 'deployment']
const NOT_PRODUCTION = /(^|[._])(dev|develop|development|local|debug|test|tests|testing|base|common|staging)$/

/** The settings that are named, unless they are those of a developer and the same package has some for production. */
async function chooseSettings(
  named: NamedSettings | undefined,
  folder: string,
  sources: PythonSources,
): Promise<ChosenSettings> {
  if (!named) return {environment: {}}
  const fileOf = (module: string) => {
    const path = posix.join(folder, module.replaceAll('.', '/'))
    return [`${path}.py`, `${path}/__init__.py`].find((file) => sources.folder.has(file))
  }
  const file = fileOf(named.module)
  const parent = file?.endsWith('/__init__.py') ? named.module : named.module.replace(/\.?[^.]*$/, '')
  const production = PRODUCTION.map((name) => `${parent}.${name}`).find(fileOf)
  const isSplit = await (file !== undefined && isBare(file, sources))
  const isForProduction =
    production !== undefined && (file === undefined || isSplit || NOT_PRODUCTION.test(named.module))
  const chosen = isForProduction ? production : named.module
  const at = fileOf(chosen)
  const settings = at === undefined ? undefined : await Settings.read(at, sources)
  return {...(settings ? {settings} : {}), environment: isForProduction ? {DJANGO_SETTINGS_MODULE: chosen} : {}}
}

/** A settings package whose `__init__.py` sets nothing. */
async function isBare(file: string, sources: PythonSources): Promise<boolean> {
  if (!file.endsWith('/__init__.py')) return false
  const module = await sources.module(file)
  return module !== undefined && module.bindings.size === 0 && module.stars.length === 0
}

function noticesOf(settings: Settings | undefined): Conclusion<string>[] {
  if (!settings) return []
  const debug = settings.raw('DEBUG')
  const url = settings.string('STATIC_URL')
  const notices: Conclusion<string>[] = []
  if (debug?.value === 'True')
    notices.push({value: 'DEBUG is on: visitors see settings and source', evidence: debug.evidence})
  if (url && !settings.raw('STATIC_ROOT')) {
    notices.push({value: 'STATIC_ROOT is not set: collectstatic has no folder to fill', evidence: url.evidence})
  }
  return notices
}

const isBelow = (file: string, folder: string) => folder === '.' || file.startsWith(`${folder}/`)
const depthOf = (folder: string) => (folder === '.' ? 0 : folder.split('/').length)
const byDepth = (one: DjangoProject, other: DjangoProject) => other.folder.length - one.folder.length
