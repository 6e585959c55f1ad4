import {isAbsolute, join} from 'node:path'
import type {ExportedOption} from '../../config/uwsgi/exported.js'
import {pathFrom} from '../../config/uwsgi/surroundings.js'
import type {Evidence, Finding} from '../../diagnostics.js'
import {fits} from '../../project/fits.js'
import {callablesOf, pythonFolders} from './callables.js'
import type {AppError, FailedApp, Frame} from './said.js'
import {type DryRun, findingAt, lastOf} from './subject.js'

/** Names of what loads an application; `callable` counts with them. */
const ENTRY =
  /^(module|wsgi|wsgi-file|file|psgi|rack|rails|lua|pump|web3|wsgi-lite|pecan|paste|ini-paste|ini-paste-logged|eval|pypy-.*)$/
const NOT_THERE = /^(ModuleNotFoundError|ImportError)\b/
/** Python itself does not start: another problem. */
const NO_PYTHON = /No module named 'encodings'/
/** Folders of the language and of packages: no code of the project. */
const LIBRARY =
  /\/(site-packages|dist-packages|gems|rubygems|vendor_ruby|perl5?|lib\/python[\d.]+|lib64\/python[\d.]+|lib\/ruby)\/|^<|^\/usr\//
const MAX_FRAMES = 12

/** What kept each application from being loaded. */
export async function appFindings(run: DryRun): Promise<Finding[]> {
  const {said} = run
  const findings = await Promise.all(said.failed.map((app) => failedApp(app, run)))
  // Ruby ends uWSGI together with itself.
  if (said.failed.length === 0 && !said.isWhole && said.last && run.code !== 124 && !NO_PYTHON.test(said.last.error)) {
    findings.push(failedBy(said.last, entryOf(said.mount, run), run))
  }
  return [...findings, ...(await environmentFindings(run, findings.length > 0))]
}

async function failedApp({mount, why, missingFile}: FailedApp, run: DryRun): Promise<Finding> {
  const option = entryOf(mount, run)
  if (missingFile !== undefined) {
    const place = isAbsolute(missingFile) ? missingFile : join(pythonFolders(run.config, run.folder)[0]!, missingFile)
    const remedy = ['wsgi-file = /absolute/path.py, or a path from chdir']
    return findingAt('U034', `the Python file ${place} cannot be opened`, {option, remedy})
  }
  return why ? failedBy(why, option, run) : missingCallable(mount, option, run)
}

/** The line that names the application: of a mount its own. */
function entryOf(mount: string, {config}: DryRun): ExportedOption | undefined {
  const own = config.options.findLast(({name, value}) => name === 'mount' && value.startsWith(`${mount}=`))
  return (mount === '' ? undefined : own) ?? lastOf(config, ENTRY) ?? own
}

function failedBy({error, frames}: AppError, option: ExportedOption | undefined, run: DryRun): Finding {
  const project = pythonFolders(run.config, run.folder)[0]!
  const isOwn = ({file}: Frame) =>
    pathFrom(project, file).startsWith(`${project}/`) && !LIBRARY.test(pathFrom(project, file).slice(project.length))
  const own = frames.filter(isOwn)
  // Python and Ruby tell the innermost frame at opposite ends.
  const inner = /^\s*from |:in /.test(frames[0]?.text ?? '') ? own[0] : own.at(-1)
  const where = inner ? ` (${inner.file}:${inner.line})` : ''
  const shown = frames.length > MAX_FRAMES ? frames.slice(-MAX_FRAMES) : frames
  const names = option && /^(module|wsgi)$/.test(option.name) ? /^(.*)\.py(:.*)?$/.exec(option.value)?.[1] : undefined
  if (names !== undefined) {
    const remedy = [`${option!.name} = ${names.replaceAll('/', '.')}`, `wsgi-file = ${option!.value.split(':')[0]}`]
    return findingAt('U037', `${option!.name} is the name of a module, and ${option!.value} is a file`, {
      option,
      remedy,
    })
  }
  const evidence = shown.map((frame): Evidence => ({text: `${isOwn(frame) ? '→' : ' '} ${frame.text}`}))
  return findingAt('U036', `the application cannot be loaded: ${error}${where}`, {
    option,
    evidence: [...evidence, {text: error}],
    remedy: remedyOf(error, run),
  })
}

function remedyOf(error: string, {config}: DryRun): string[] {
  const module = /No module named '([\w.-]+)'/.exec(error)?.[1]
  if (module === undefined) return []
  const environment = lastOf(config, HOME)?.value
  const entry = lastOf(config, /^(module|wsgi)$/)?.value.split(':')[0]
  if (entry === module || entry?.startsWith(`${module}.`)) {
    return ['chdir = the folder that has it', `pythonpath = the folder that has ${module}`]
  }
  const pip =
    environment === undefined ? 'virtualenv = the environment that has it' : `${environment}/bin/pip install ${module}`
  return /^[\w.-]+$/.test(module) ? [pip] : []
}

async function missingCallable(mount: string, option: ExportedOption | undefined, run: DryRun): Promise<Finding> {
  const own = option?.name === 'mount' ? option.value.slice(mount.length + 1) : (option?.value ?? '')
  const callable = lastOf(run.config, /^callable$/)
  const name = own.split(':')[1] ?? callable?.value ?? 'application'
  const found = await callablesOf(own, pythonFolders(run.config, run.folder), run.host)
  const there = found?.names ?? []
  const file = found?.file ?? (own.split(':')[0] || 'the application')
  const module = own.split(':')[0]!
  return findingAt('U035', `${file} has no callable "${name}"`, {
    option: own.includes(':') ? option : (callable ?? option),
    cause: there.length > 0 ? `what can be called there: ${there.join(', ')}` : 'nothing in it can be called',
    remedy: there
      .slice(0, 3)
      .map((other) =>
        own.endsWith('.py')
          ? `callable = ${other}`
          : `${option?.name === 'mount' ? `mount = ${mount}=` : 'module = '}${module}:${other}`,
      ),
  })
}

const HOME = /^(virtualenv|home|venv|pyhome)$/

/** A virtual environment of another Python: nothing in it is seen. */
async function environmentFindings({config, said, host, folder}: DryRun, isFailed: boolean): Promise<Finding[]> {
  const option = lastOf(config, HOME)
  if (!option || said.python === undefined) return []
  const reading = await host.read(`${pathFrom(folder, option.value)}/pyvenv.cfg`, {maxBytes: 64 * 1024})
  if (reading.status !== 'read') return []
  const version = /^\s*version(?:_info)?\s*=\s*(\d+\.\d+(?:\.\d+)?)/m.exec(reading.bytes.toString('utf8'))?.[1]
  const fit = fits(version, said.python)
  if (fit.fits !== false) return []
  const missing = said.failed.some(({why}) => NOT_THERE.test(why?.error ?? ''))
  const severity = isFailed && missing ? 'error' : 'warning'
  return [
    findingAt('U043', fit.why, {option, severity, remedy: [`python${minor(said.python)} -m venv ${option.value}`]}),
  ]
}

const minor = (version: string) => /^\d+\.\d+/.exec(version)![0]
