import {extname} from 'node:path/posix'
import type {Candidate, Project, ProjectEntry, ProjectStatic} from '../project/project.js'
import type {ApplicationDescription} from './description.js'

/** Endings by which the language of a file is recognised in `tsgi.yaml`; of others it is written out. */
const TELLING = ['.py', '.psgi', '.pl', '.ru', '.lua', '.js', '.mjs', '.cjs']

/** What was found in a folder of code, as `tsgi.yaml` says it: paths relative to the folder, nothing that is the default. */
export function describeProject(candidate: Candidate, project: Project): ApplicationDescription {
  const {entry, framework, environment} = candidate
  const files = project.environmentFiles.map(({value}) => value)
  return {
    framework,
    ...describeEntry(entry),
    ...(entry.language === 'python' ? describePython(project) : {}),
    ...describeStatics(candidate.statics.map(({value}) => value)),
    ...(Object.keys(environment).length > 0 ? {environment} : {}),
    ...(files.length > 0 ? {'environment-files': files} : {}),
    ...(project.network ? {'uses-network': true} : {}),
  }
}

function describeEntry(entry: ProjectEntry): ApplicationDescription {
  switch (entry.language) {
    case 'python':
      return entry.kind === 'paste' ? {paste: entry.file} : {...pythonLoad(entry), ...pythonPath(entry.folder)}
    case 'perl':
      return {...fileOf(entry), ...(entry.localLib === undefined ? {} : {'local-lib': entry.localLib})}
    case 'ruby':
      return {...fileOf(entry), ...(entry.gemPath === undefined ? {} : {'gem-path': entry.gemPath})}
    case 'php':
      return {
        'document-root': entry.documentRoot,
        ...(entry.frontController === undefined ? {} : {'front-controller': entry.frontController}),
      }
    case 'cgi':
      return {scripts: entry.folder, helpers: entry.helpers}
    default:
      return fileOf(entry)
  }
}

type PythonCode = Extract<ProjectEntry, {language: 'python'; callable: string}>

function pythonLoad(entry: PythonCode): ApplicationDescription {
  if (entry.kind === 'module') return {module: `${entry.module}:${entry.callable}`}
  return {
    ...languageOf('python', entry.file),
    file: entry.file,
    ...(entry.callable === 'application' ? {} : {callable: entry.callable}),
  }
}

function pythonPath(folder: string): ApplicationDescription {
  return folder === '.' ? {} : {'python-path': [folder]}
}

function describePython({virtualEnvironment, needs}: Project): ApplicationDescription {
  return {
    ...(virtualEnvironment ? {virtualenv: virtualEnvironment.value.path} : {}),
    ...(needs.some(({value}) => value.forkHooks) ? {'fork-hooks': true} : {}),
  }
}

function fileOf({language, file}: {readonly language: 'perl' | 'ruby' | 'lua' | 'javascript'; readonly file: string}) {
  return {...languageOf(language, file), file}
}

function languageOf<L extends string>(language: L, file: string): {readonly language?: L} {
  return TELLING.includes(extname(file).toLowerCase()) ? {} : {language}
}

function describeStatics(statics: readonly ProjectStatic[]): ApplicationDescription {
  if (statics.length === 0) return {}
  return {statics: Object.fromEntries(statics.map(({url, folder}) => [url, folder]))}
}

/**
 * What to load, as it is typed: `shop.wsgi:application`, `app.py`, `app.py:create_app()`, `app.psgi`, `config.ru`,
 * `public/index.php`, `cgi-bin/`.
 */
export function describeApp(text: string): ApplicationDescription {
  const [path = '', callable] = text.split(/:(?=[^/]*$)/, 2)
  const ending = extname(path).toLowerCase()
  if (ending === '.php') return phpApp(path)
  if (path.endsWith('/')) return {scripts: path.replace(/\/+$/, '')}
  if (ending === '.ini') return {paste: path}
  const isFile = path.includes('/') || (ending === '.wsgi' && callable === undefined) || TELLING.includes(ending)
  if (!isFile) return {module: text}
  const language = ending === '.wsgi' ? {language: 'python' as const} : {}
  return {...language, file: path, ...(callable === undefined ? {} : {callable})}
}

function phpApp(path: string): ApplicationDescription {
  const at = path.lastIndexOf('/')
  return {'document-root': at > 0 ? path.slice(0, at) : '.', 'front-controller': path}
}
