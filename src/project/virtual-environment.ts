import {posix} from 'node:path'
import type {Host, Reading} from '../host/host.js'
import {evidence} from './evidence.js'
import {type Folder, notice} from './folder.js'
import type {Conclusion, ProjectEvidence, VirtualEnvironment} from './project.js'
import {relativeTo} from './statics.js'
import {decodeText, linesOf} from './text.js'

/** What was found, and what should be there and is not. */
export interface FoundEnvironment {
  readonly environment?: Conclusion<VirtualEnvironment>
  readonly notices: readonly Conclusion<string>[]
}

/** Names in the order of who is asked first; any other name comes behind them. */
const USUAL = ['.venv', 'venv', 'env', '.env', 'virtualenv', '.virtualenv']
/** What a tool leaves at the top of a project. */
const TOOL_FILES: readonly (readonly [file: string, tool: VirtualEnvironment['tool']])[] = [
  ['uv.lock', 'uv'],
  ['poetry.lock', 'poetry'],
  ['Pipfile', 'pipenv'],
  ['pdm.lock', 'pdm'],
]
const MAX_BYTES = 64 * 1024

/**
 * The Python environment of a project: a folder in it with a `pyvenv.cfg` (or that conda made), where `.venv` or `.pdm-python`
 * point to, else the one that is active here.
 */
export async function findEnvironment(folder: Folder, host: Host): Promise<FoundEnvironment> {
  const inside = folder.environments.toSorted(byName)
  for (const path of inside) {
    const environment = await look(posix.join(folder.root, path), folder, host)
    if (environment) return {environment, notices: await doubts(environment, folder, host)}
  }
  for (const path of [...(await pointedTo(folder)), host.environment()['VIRTUAL_ENV']]) {
    const environment = path?.startsWith('/') ? await look(posix.normalize(path), folder, host) : undefined
    if (environment) return {environment, notices: await doubts(environment, folder, host)}
  }
  return {notices: missing(folder)}
}

function byName(one: string, other: string): number {
  return weight(one) - weight(other)
}

/** The nearest to the top first, then by name. */
function weight(path: string): number {
  const at = USUAL.indexOf(posix.basename(path))
  return path.split('/').length * 100 + (at === -1 ? USUAL.length : at)
}

/** `.pdm-python` names an interpreter; a `.venv` that is a file names a folder. */
async function pointedTo(folder: Folder): Promise<string[]> {
  const [pdm, venv] = await Promise.all([folder.text('.pdm-python'), folder.text('.venv')])
  const interpreter = /^\/[^\r\n]+(?=\/bin\/python[\d.]*\s*$)/.exec(pdm ?? '')?.[0]
  return [interpreter, /^\/[^\r\n]+/.exec(venv ?? '')?.[0].trim()].filter((path) => path !== undefined)
}

async function look(path: string, folder: Folder, host: Host): Promise<Conclusion<VirtualEnvironment> | undefined> {
  const relative = relativeTo(folder.root, path)
  const file = posix.join(relative, 'pyvenv.cfg')
  const text = textOf(await host.read(posix.join(path, 'pyvenv.cfg'), {maxBytes: MAX_BYTES}))
  if (text === undefined) return conda(path, relative, host)
  const [version, line] = versionIn(text)
  const shown: ProjectEvidence = evidence(file, {line}, linesOf(text)[line - 1]!.trim())
  const tool = /^uv\s*=/m.test(text) ? 'uv' : toolOf(folder)
  return {value: {path: relative, tool, ...(version ? {version} : {})}, evidence: [shown]}
}

function textOf(reading: Reading): string | undefined {
  return reading.status === 'read' ? decodeText(reading.bytes) : undefined
}

/** `version` of venv, `version_info` of virtualenv and uv: `3.11.2.final.0`. */
function versionIn(text: string): [version: string | undefined, line: number] {
  for (const [i, line] of linesOf(text).entries()) {
    const version = /^\s*version(?:_info)?\s*=\s*(\d+\.\d+(?:\.\d+)?)/.exec(line)?.[1]
    if (version !== undefined) return [version, i + 1]
  }
  return [undefined, 1]
}

const toolOf = (folder: Folder) => TOOL_FILES.find(([file]) => folder.has(file))?.[1] ?? 'venv'

/** Conda keeps no `pyvenv.cfg`; the name of a folder says the version. */
async function conda(path: string, relative: string, host: Host): Promise<Conclusion<VirtualEnvironment> | undefined> {
  const packages = await host.list(posix.join(path, 'conda-meta'))
  if (typeof packages !== 'object') return undefined
  const python = packages.map(({name}) => /^python-(\d+\.\d+(?:\.\d+)?)-.*\.json$/.exec(name)).find((found) => found)
  const file = posix.join(relative, 'conda-meta', python?.[0] ?? '')
  const version = python?.[1]
  return {
    value: {path: relative, tool: 'conda', ...(version ? {version} : {})},
    evidence: [evidence(file, {line: 1}, python?.[0] ?? 'conda-meta')],
  }
}

/** What keeps an environment that is there from working. */
async function doubts(
  {value, evidence: shown}: Conclusion<VirtualEnvironment>,
  folder: Folder,
  host: Host,
): Promise<Conclusion<string>[]> {
  const path = posix.resolve(folder.root, value.path)
  const text = textOf(await host.read(posix.join(path, 'pyvenv.cfg'), {maxBytes: MAX_BYTES})) ?? ''
  const implementation = /^implementation\s*=\s*(.+)$/im.exec(text)?.[1]?.trim() ?? 'CPython'
  const home = /^home\s*=\s*(.+)$/im.exec(text)?.[1]?.trim()
  const found: Conclusion<string>[] = []
  if (!/^cpython$/i.test(implementation)) {
    found.push({
      value: `the virtual environment is of ${implementation}; the plugin of uWSGI is CPython`,
      evidence: shown,
    })
  }
  if (home?.startsWith('/') && (await host.facts(home)) === undefined) {
    found.push({value: `the virtual environment was made from ${home}, which is gone`, evidence: shown})
  }
  return found
}

/** A lock file without an environment: what makes one inside of the project. */
const MAKES: Readonly<Partial<Record<VirtualEnvironment['tool'], string>>> = {
  poetry: 'poetry config --local virtualenvs.in-project true && poetry install',
  pipenv: 'PIPENV_VENV_IN_PROJECT=1 pipenv install --deploy',
  pdm: 'pdm install --prod',
  uv: 'uv sync --no-dev',
}

function missing(folder: Folder): Conclusion<string>[] {
  const [file, tool] = TOOL_FILES.find(([name]) => folder.has(name)) ?? []
  if (file === undefined || tool === undefined) return []
  return [notice(`no virtual environment lies in the project; one is made by: ${MAKES[tool]}`, file)]
}
