import {basename} from 'node:path/posix'
import type {Candidate, Project, ProjectEntry} from '../project/project.js'
import type {ApplicationDescription, DeploymentDescription} from './description.js'
import {nameFrom} from './grammar/names.js'

/**
 * What was found in a folder, as one of its candidates reads it. What it does not say stays open. Frameworks put the mount
 * in front of the URLs of their files.
 */
export function fromProject(
  project: Project,
  {framework, entry, environment, statics}: Candidate,
  {mount = '/'}: {readonly mount?: string | undefined} = {},
): DeploymentDescription {
  const name = nameFrom(basename(project.root))
  const files = project.environmentFiles.map(({value}) => value)
  const base = `/${mount.replace(/^\/+|\/+$/g, '')}`.replace(/\/$/, '')
  const served = statics.map(({value}) => [`${value.isOfSite ? '' : base}${value.url}`, value.folder])
  const application: ApplicationDescription = {
    ...{root: project.root, framework, ...entryOf(entry)},
    ...(entry.language === 'python' ? pythonOf(project) : {}),
    ...(served.length > 0 ? {statics: Object.fromEntries(served)} : {}),
    ...(Object.keys(environment).length > 0 ? {environment} : {}),
    ...(files.length > 0 ? {'environment-files': files} : {}),
    ...(project.network ? {'uses-network': true} : {}),
  }
  return {...(name === undefined ? {} : {name}), application}
}

function pythonOf({virtualEnvironment, needs}: Project): ApplicationDescription {
  return {
    ...(virtualEnvironment ? {virtualenv: virtualEnvironment.value.path} : {}),
    ...(needs.some(({value}) => value.forkHooks) ? {'fork-hooks': true} : {}),
  }
}

function entryOf(entry: ProjectEntry): ApplicationDescription {
  switch (entry.language) {
    case 'python':
      return pythonEntryOf(entry)
    case 'perl':
      return {language: 'perl', file: entry.file, ...(entry.localLib ? {'local-lib': entry.localLib} : {})}
    case 'ruby':
      return {language: 'ruby', file: entry.file, ...(entry.gemPath ? {'gem-path': entry.gemPath} : {})}
    case 'php': {
      const front = entry.frontController ? {'front-controller': entry.frontController} : {}
      return {language: 'php', 'document-root': entry.documentRoot, ...front}
    }
    case 'cgi':
      return {language: 'cgi', scripts: entry.folder, helpers: entry.helpers}
    default:
      return {language: entry.language, file: entry.file}
  }
}

function pythonEntryOf(entry: ProjectEntry & {readonly language: 'python'}): ApplicationDescription {
  if (entry.kind === 'paste') return {paste: entry.file}
  const path = entry.folder === '.' ? {} : {'python-path': [entry.folder]}
  if (entry.kind === 'module') return {module: `${entry.module}:${entry.callable}`, ...path}
  return {language: 'python', file: entry.file, callable: entry.callable, ...path}
}
