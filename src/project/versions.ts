import {at, findLine, parseJson, parseToml, parseYaml, stringIn, stringsIn} from './documents.js'
import {evidence} from './evidence.js'
import type {Folder} from './folder.js'
import type {Conclusion, ProjectEntry, ProjectEvidence} from './project.js'
import {readLines} from './python/tokens.js'
import {linesOf} from './text.js'

/** Finds a version in the text of one file. */
type Reader = (file: string, text: string) => Conclusion<string> | undefined | Promise<Conclusion<string> | undefined>

type Source = readonly [file: string | RegExp, read: Reader]

const SOURCES: Readonly<Record<ProjectEntry['language'], readonly Source[]>> = {
  python: [
    ['.python-version', firstLine],
    ['runtime.txt', (file, text) => matched(file, text, /^python-([\d.]+)/)],
    ['.tool-versions', toolVersion('python')],
    ['pyproject.toml', fromPyproject],
    ['Pipfile', fromPipfile],
    ['setup.cfg', (file, text) => matched(file, text, /^python_requires\s*=\s*(.+)/)],
    ['setup.py', fromSetupPy],
    [/^environment\.ya?ml$/, fromConda],
  ],
  ruby: [
    ['.ruby-version', (file, text) => matched(file, text, /^(?:ruby-)?([\d.]+\S*)/)],
    ['.tool-versions', toolVersion('ruby')],
    ['Gemfile', (file, text) => matched(file, text, /^\s*ruby\s*\(?\s*['"]([^'"]+)['"]/)],
  ],
  php: [
    ['.php-version', firstLine],
    ['.tool-versions', toolVersion('php')],
    ['composer.json', fromComposer],
  ],
  perl: [
    ['.perl-version', firstLine],
    ['.tool-versions', toolVersion('perl')],
    ['cpanfile', (file, text) => matched(file, text, /^\s*requires\s+['"]?perl['"]?\s*(?:=>|,)\s*['"]?([\d._v]+)/)],
  ],
  lua: [
    [
      /\.rockspec$/,
      (file, text) => matched(file, text, /["']lua\s*([<>=~]+\s*[\d.]+(?:\s*,\s*[<>=~]+\s*[\d.]+)*)["']/),
    ],
  ],
  javascript: [
    ['.nvmrc', firstLine],
    ['.node-version', firstLine],
    ['.tool-versions', toolVersion('nodejs')],
    ['package.json', fromPackageJson],
  ],
  cgi: [],
}

/** The version of its language that a project asks for, as it is written: in the application's own folder, else at the top. */
export async function wantedVersion(entry: ProjectEntry, folder: Folder): Promise<Conclusion<string> | undefined> {
  for (const base of foldersOf(entry)) {
    for (const [name, read] of SOURCES[entry.language]) {
      const version = await readFirst(folder, base, name, read)
      if (version) return version
    }
  }
  return undefined
}

async function readFirst(
  folder: Folder,
  base: string,
  name: string | RegExp,
  read: Reader,
): Promise<Conclusion<string> | undefined> {
  const inBase = (file: string) => (base === '.' ? !file.includes('/') : file === `${base}/${file.split('/').at(-1)}`)
  const file = folder.files.find((path) => {
    if (!inBase(path)) return false
    const basename = path.split('/').at(-1)!
    return typeof name === 'string' ? basename === name : name.test(basename)
  })
  const text = file === undefined ? undefined : await folder.text(file)
  return text === undefined ? undefined : read(file!, text)
}

/** From the folder of the entry up to the project's. */
function foldersOf(entry: ProjectEntry): string[] {
  const start = 'documentRoot' in entry ? entry.documentRoot : 'folder' in entry ? entry.folder : parent(entry.file)
  const folders = [start]
  while (folders.at(-1) !== '.') folders.push(parent(folders.at(-1)!))
  return folders
}

const parent = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')

function conclude(value: string | undefined, where: ProjectEvidence): Conclusion<string> | undefined {
  const trimmed = value?.trim()
  return trimmed ? {value: trimmed, evidence: [where]} : undefined
}

function firstLine(file: string, text: string): Conclusion<string> | undefined {
  return matched(file, text, /^([^\s#].*)$/)
}

/** The first line that a pattern matches. */
function matched(file: string, text: string, pattern: RegExp): Conclusion<string> | undefined {
  for (const [i, line] of linesOf(text).entries()) {
    const found = line.length < 1000 && !/^\s*#/.test(line) ? pattern.exec(line) : null
    if (found) return conclude(found[1], evidence(file, {line: i + 1}, line.trim()))
  }
  return undefined
}

function toolVersion(tool: string): Reader {
  return (file, text) => matched(file, text, new RegExp(`^${tool}\\s+(\\S+)`))
}

async function fromPyproject(file: string, text: string): Promise<Conclusion<string> | undefined> {
  const document = await parseToml(text)
  const required = stringIn(at(document, 'project', 'requires-python'))
  if (required !== undefined) return conclude(required, findLine(file, text, 'requires-python'))
  const poetry = stringIn(at(document, 'tool', 'poetry', 'dependencies', 'python'))
  return conclude(poetry, findLine(file, text, 'python', '='))
}

async function fromPipfile(file: string, text: string): Promise<Conclusion<string> | undefined> {
  const document = await parseToml(text)
  const key = ['python_full_version', 'python_version'].find((name) => at(document, 'requires', name) !== undefined)
  return key === undefined ? undefined : conclude(stringIn(at(document, 'requires', key)), findLine(file, text, key))
}

function fromSetupPy(file: string, text: string): Conclusion<string> | undefined {
  for (const {tokens} of readLines(text)) {
    const found = tokens.findIndex((token, i) => token.text === 'python_requires' && tokens[i + 1]?.text === '=')
    const value = found === -1 ? undefined : tokens[found + 2]?.value
    if (value !== undefined) return conclude(value, evidence(file, tokens[found]!, `python_requires=${value}`))
  }
  return undefined
}

async function fromConda(file: string, text: string): Promise<Conclusion<string> | undefined> {
  const listed = stringsIn(at(await parseYaml(text), 'dependencies'))
  const python = listed
    .map((item) => /^python\s*=*\s*([\d.]+)/.exec(item)?.[1])
    .find((version) => version !== undefined)
  return conclude(python, findLine(file, text, 'python', python ?? ''))
}

function fromComposer(file: string, text: string): Conclusion<string> | undefined {
  const document = parseJson(text)
  const version = stringIn(at(document, 'config', 'platform', 'php')) ?? stringIn(at(document, 'require', 'php'))
  return conclude(version, findLine(file, text, '"php"'))
}

function fromPackageJson(file: string, text: string): Conclusion<string> | undefined {
  return conclude(stringIn(at(parseJson(text), 'engines', 'node')), findLine(file, text, '"node"'))
}
