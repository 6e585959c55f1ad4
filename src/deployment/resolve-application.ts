import type {Alignment} from './alignment.js'
import type {Application, StaticFolder} from './deployment.js'
import type {ApplicationDescription, StaticDescription} from './description.js'
import type {ApplicationDraft, Draft} from './draft.js'
import {APPLICATION, STATIC} from './fields.js'
import {variableName, variableValue} from './grammar/names.js'
import {folderUrl, pathFrom} from './grammar/paths.js'
import {flag, type Grammar, refusal} from './grammar/refusal.js'
import {resolveEntry} from './resolve-entry.js'
import {resolveUwsgi} from './resolve-uwsgi.js'
import type {Section} from './section.js'

/** A year: what HTTP calls for ever. */
const YEAR = 31_536_000

export function resolveApplications(draft: Draft, alignment: Alignment): readonly Application[] {
  const isOnly = draft.applications.length === 1
  return draft.applications.map((application) => {
    const {runtime} = draft.paths
    const folder = isOnly ? runtime : `${runtime}/${application.name}`
    return resolveApplication(application, {draft, alignment, runtime: folder})
  })
}

function resolveApplication(
  {name, root, section, uwsgi}: ApplicationDraft,
  context: {readonly draft: Draft; readonly alignment: Alignment; readonly runtime: string},
): Application {
  const isKnownBySocket = uwsgi.has('socket') || context.draft.web.has('upstream')
  const base = root ?? '/'
  const entry = resolveEntry(section, {root: base, isKnownBySocket})
  if (root === undefined && entry.language !== 'external' && !section.has('root')) {
    section.refuse('root', 'the folder of the application is missing')
  }
  const framework = section.get('framework', APPLICATION.framework)
  return {
    ...{name, runtime: context.runtime, root: base, entry},
    mount: section.get('mount', APPLICATION.mount) ?? '/',
    hosts: unique(section.list('hosts', APPLICATION.hosts) ?? []),
    ...(framework === undefined ? {} : {framework}),
    statics: staticFolders(section, base),
    environment: Object.fromEntries(section.entries('environment', variableName, variableValue) ?? []),
    environmentFiles: section.list('environment-files', pathFrom(root)) ?? [],
    usesNetwork: section.get('uses-network', APPLICATION['uses-network']) ?? true,
    uwsgi: resolveUwsgi({section: uwsgi, entry, ...context}),
  }
}

function staticFolders(section: Section<ApplicationDescription>, base: string): readonly StaticFolder[] {
  const asFolder: Grammar<Omit<StaticFolder, 'url'>> = (value) => {
    const given = typeof value === 'string' ? {folder: value} : asDescription(value)
    const maxAge = given['max-age'] === undefined ? undefined : STATIC['max-age'](given['max-age'])
    const isImmutable = given.immutable === undefined ? false : flag(given.immutable)
    const age = maxAge ?? (isImmutable ? YEAR : undefined)
    return {folder: pathFrom(base)(given.folder), isImmutable, ...(age === undefined ? {} : {maxAge: age})}
  }
  return (section.entries('statics', folderUrl, asFolder) ?? []).map(([url, folder]) => ({url, ...folder}))
}

function asDescription(value: unknown): StaticDescription {
  if (typeof value === 'object' && value !== null && 'folder' in value) return value as StaticDescription
  throw refusal(value, 'a folder of files', 'write its path, or a map with folder')
}

export function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)]
}
