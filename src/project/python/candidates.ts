import {posix} from 'node:path'
import type {PythonMaker} from '../../knowledge/python-applications.js'
import {isAside} from '../folder.js'
import type {Framework, ProjectEntry} from '../project.js'
import type {FoundApplication} from './found-application.js'
import type {Binding, PythonModule} from './module.js'
import {Resolver} from './resolve.js'
import {moduleName, type PythonSources} from './sources.js'

/** An attribute of a file that uWSGI can call. */
export interface PythonApplication {
  readonly file: string
  readonly callable: string
  readonly rank: number
  readonly found: FoundApplication
}

export interface PythonApplications {
  readonly wsgi: readonly PythonApplication[]
  readonly asgi: readonly PythonApplication[]
}

/** What a file that makes an application cannot do without. */
const WORDS =
  /flask|wsgi|start_response|bottle|falcon|pyramid|asgi|cherrypy|pecan|webapp2|dash|connexion|environ\b|create_app|make_app|receive|\bapplication\b|['"][1-5]\d\d /i
const ASGI_WORDS = /fastapi|starlette|quart|litestar|starlite|sanic|blacksheep|esmerald|robyn|aiohttp|responder|muffin/i
/** Files that are there to hold the application; where a mere import of it counts too. The first are Flask's own order. */
const ENTRY_RANKS: Readonly<Record<string, number>> = {
  wsgi: 85,
  passenger_wsgi: 82,
  app: 80,
  ...{application: 75, main: 75, server: 75, run: 75, index: 75, autoapp: 75, web: 75, asgi: 75},
}
const FACTORIES = ['create_app', 'make_app']

/** Every application that the Python files outside of tests and examples hold, each under the name that suits best. */
export async function findApplications(sources: PythonSources): Promise<PythonApplications> {
  const resolver = new Resolver(sources)
  const all: PythonApplication[] = []
  for (const file of sources.folder.files) {
    if (!file.endsWith('.py') || isAside(file) || posix.basename(file) === 'conftest.py') continue
    const text = await sources.folder.text(file)
    if (text === undefined || !(WORDS.test(text) || ASGI_WORDS.test(text) || isEntryFile(file))) continue
    const module = await sources.module(file)
    if (module) all.push(...(await applicationsOf(module, resolver)))
  }
  const best = onePerOrigin(all)
  return {
    wsgi: best.filter(({found}) => found.maker !== 'asgi'),
    asgi: best.filter(({found}) => found.maker === 'asgi'),
  }
}

/** uWSGI takes what is called `application` by itself, Flask looks for `app` first. */
const orderFor = (maker: PythonMaker) => (maker === 'flask' ? ['app', 'application'] : ['application', 'app'])

async function applicationsOf(module: PythonModule, resolver: Resolver): Promise<PythonApplication[]> {
  const found = new Map<string, FoundApplication>()
  for (const [name, bindings] of module.bindings) {
    if (!isCandidateName(name, bindings.at(-1)!, module)) continue
    const application = await resolver.attribute(module, name)
    if (application) found.set(name, application)
  }
  if (found.size === 0) return factoriesOf(module, resolver)
  const makers = [...found.values()].map(({maker}) => maker)
  const usual = orderFor(makers.includes('flask') ? 'flask' : makers[0]!).find((name) => found.has(name))
  const names = usual === undefined ? withoutHelpers(found) : [usual]
  return names.map((name) => ({file: module.file, callable: name, rank: rankOf(module.file), found: found.get(name)!}))
}

/** What comes from elsewhere counts in files that are there to hold the application. */
function isCandidateName(name: string, binding: Binding, {file}: PythonModule): boolean {
  if (name.startsWith('_')) return false
  return binding.kind !== 'import' || isEntryFile(file)
}

/** Where a framework made something, a function with the parameters of WSGI is a part of it. */
function withoutHelpers(found: ReadonlyMap<string, FoundApplication>): string[] {
  const names = [...found.keys()]
  const made = names.filter((name) => found.get(name)!.made !== '')
  return made.length > 0 ? made : names
}

/** Functions that make an application and can be called without arguments. */
async function factoriesOf(module: PythonModule, resolver: Resolver): Promise<PythonApplication[]> {
  for (const name of FACTORIES) {
    const binding = module.bindings.get(name)?.at(-1)
    if (binding?.kind !== 'function' || binding.parameters.some(isRequired)) continue
    const found = await resolver.factory(module, binding)
    if (found) return [{file: module.file, callable: `${name}()`, rank: rankOf(module.file) - 3, found}]
  }
  return []
}

const isRequired = ({name, tokens}: {readonly name?: string; readonly tokens: readonly {readonly text: string}[]}) =>
  name === undefined && tokens.length > 0 && !/^[*/]/.test(tokens[0]!.text) && !tokens.some(({text}) => text === '=')

function rankOf(file: string): number {
  const stem = posix.basename(file, '.py')
  const base = Object.hasOwn(ENTRY_RANKS, stem) ? ENTRY_RANKS[stem]! : stem === '__init__' ? 70 : 65
  return base - 2 * (file.split('/').length - 1)
}

const isEntryFile = (file: string) => Object.hasOwn(ENTRY_RANKS, posix.basename(file, '.py'))

/** The same application under several names counts once, where it ranks highest. */
function onePerOrigin(all: readonly PythonApplication[]): PythonApplication[] {
  const best = new Map<string, PythonApplication>()
  for (const application of all) {
    const known = best.get(application.found.origin)
    if (!known || known.rank < application.rank) best.set(application.found.origin, application)
  }
  return [...best.values()]
}

/** How uWSGI is told to load it: by module where an import can spell it, else by file. */
export function entryOf({file, callable}: PythonApplication, sources: PythonSources, folder?: string): ProjectEntry {
  const searched = folder ?? sources.searchFolder(file)
  const module = moduleName(file, searched)
  if (module === undefined) return {language: 'python', kind: 'file', file, callable, folder: searched}
  return {language: 'python', kind: 'module', module, callable, folder: searched}
}

export function frameworkOf(maker: PythonMaker): Framework {
  return maker === 'asgi' ? 'wsgi' : maker
}
