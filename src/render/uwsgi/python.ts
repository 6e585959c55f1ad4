import type {PythonEntry} from '../../deployment/deployment.js'
import {matching, unsafeValue} from '../unsafe.js'
import {MANAGED, ONE_APPLICATION} from './mount.js'
import {option, type UwsgiOption, when} from './option.js'
import {ours, pathValue, type Value, value} from './value.js'

const MODULE = /^[\p{ID_Start}_][\p{ID_Continue}]*(\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u
const CALLABLE = /^[\p{ID_Start}_][\p{ID_Continue}]*(\(\))?$/u

/** What loads a Python application. */
export function pythonOptions(entry: PythonEntry, mount: Value | undefined): UwsgiOption[] {
  return [
    ...(entry.virtualenv === undefined ? [] : [option('virtualenv', pathValue('entry.virtualenv', entry.virtualenv))]),
    ...entry.pythonPath.map((path) => option('pythonpath', searchPath(path))),
    ...pythonLoad(entry.load, mount),
    ...ONE_APPLICATION,
    option(
      'single-interpreter',
      true,
      'extensions in C and Rust break in sub-interpreters, and one application needs none',
    ),
    option('enable-threads', true, 'without it, threads that the application starts never run'),
    ...when(
      entry.needsForkHooks,
      option('py-call-uwsgi-fork-hooks', true, 'modules that watch threads (Sentry, for one) need to know of forks'),
    ),
  ]
}

/** uWSGI takes it for a pattern of file names. */
function searchPath(path: string): Value {
  if (/[*?[]/.test(path)) throw unsafeValue('entry.pythonPath', path, 'uWSGI reads *, ? and [ as a pattern')
  return pathValue('entry.pythonPath', path)
}

function pythonLoad(load: PythonEntry['load'], mount: Value | undefined): UwsgiOption[] {
  switch (load.kind) {
    case 'module': {
      const target = ours`${moduleName(load.module)}:${callableName(load.callable)}`
      return mount ? [option('mount', ours`${mount}=${target}`), MANAGED] : [option('module', target)]
    }
    case 'file':
      return pythonFile(load, mount)
    case 'paste': {
      const file = pathValue('entry.load.file', load.file)
      if (!mount) return [option('paste', ours`config:${file}`)]
      endingIn(load.file, ['.ini'])
      return [option('mount', ours`${mount}=config:${file}`), MANAGED]
    }
  }
}

function pythonFile(
  {file, callable}: Extract<PythonEntry['load'], {kind: 'file'}>,
  mount: Value | undefined,
): UwsgiOption[] {
  if (callable.endsWith(')')) return pythonFactory(file, callable, mount)
  const path = pathValue('entry.load.file', file)
  const name = option('callable', callableName(callable))
  if (!mount) return [option('wsgi-file', path), name]
  endingIn(file, ['.py', '.wsgi'])
  return [name, option('mount', ours`${mount}=${path}`), MANAGED]
}

/** uWSGI calls a factory in a module, never one in a file. */
function pythonFactory(file: string, callable: string, mount: Value | undefined): UwsgiOption[] {
  const [, folder, module] = /^(.*)\/([^/]+)\.py$/.exec(file) ?? []
  if (folder === undefined || !MODULE.test(module!)) {
    throw unsafeValue('entry.load.file', file, `uWSGI calls ${callable} only in a module, and this is no name of one`)
  }
  return [
    option(
      'pythonpath',
      searchPath(folder === '' ? '/' : folder),
      'uWSGI calls a factory in a module, never in a file',
    ),
    ...pythonLoad({kind: 'module', module: module!, callable}, mount),
  ]
}

const moduleName = (name: string) =>
  value('entry.load.module', matching('entry.load.module', name, MODULE, 'it is no name of a Python module'))
const callableName = (name: string) =>
  value(
    'entry.load.callable',
    matching('entry.load.callable', name, CALLABLE, 'it is no name in a Python module, or a call without arguments'),
  )

/** uWSGI tells by the ending what a mount point is to load. */
function endingIn(file: string, endings: readonly string[]): void {
  if (endings.some((ending) => file.endsWith(ending))) return
  throw unsafeValue('entry.load.file', file, `uWSGI mounts only files that end in ${endings.join(' or ')}`)
}
