import {posix} from 'node:path'
import {packageFacts} from '../../knowledge/packages.js'
import type {UsedPackage} from '../detection.js'
import {at, findLine, parseToml, parseYaml, stringsIn, tableOf} from '../documents.js'
import {evidence} from '../evidence.js'
import {type Folder, isAside} from '../folder.js'
import {linesOf} from '../text.js'
import {readLines} from './tokens.js'

/** Reads what one kind of file requires. */
type Reader = (file: string, text: string) => UsedPackage[] | Promise<UsedPackage[]>

const NAME = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/
const FOR_DEVELOPERS =
  /(^|[-_./])(dev|devel|develop|development|test|tests|testing|lint|docs?|ci|typing|tooling)([-_./]|$)/i

/** Of one file. */
const MAX_PACKAGES = 1000

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^(requirements|requires)[\w.-]*\.(txt|in)$/, fromRequirements],
  [/^pyproject\.toml$/, fromPyproject],
  [/^Pipfile$/, fromPipfile],
  [/^setup\.cfg$/, fromSetupCfg],
  [/^setup\.py$/, fromSetupPy],
  [/^environment\.ya?ml$/, fromConda],
]

/** The packages that a Python project requires to run: not those for its developers. */
export async function requiredPackages(folder: Folder): Promise<UsedPackage[]> {
  const packages: UsedPackage[] = []
  for (const file of folder.files) {
    const reader = isAside(file) ? undefined : readerFor(file)
    const text = reader && (await folder.text(file))
    if (reader && text !== undefined) packages.push(...(await reader(file, text)).slice(0, MAX_PACKAGES))
  }
  return packages
}

function readerFor(file: string): Reader | undefined {
  const base = posix.basename(file)
  if (posix.basename(posix.dirname(file)) === 'requirements' && /\.(txt|in)$/.test(base)) {
    return FOR_DEVELOPERS.test(base) ? undefined : fromRequirements
  }
  const found = READERS.find(([pattern]) => pattern.test(base))
  return found && FOR_DEVELOPERS.test(base.replace(/\.(txt|in|toml|cfg|py|ya?ml)$/, '')) ? undefined : found?.[1]
}

/** Where a package stands is looked for only when something is known of it. */
const isKnown = (name: string) => packageFacts('python', name) !== undefined

const used = (name: string, where: UsedPackage['evidence']): UsedPackage => ({
  language: 'python',
  name,
  evidence: where,
})

function fromRequirements(file: string, text: string): UsedPackage[] {
  return linesOf(text).flatMap((line, i) => {
    const name = NAME.exec(line)?.[1]
    return name === undefined ? [] : [used(name, evidence(file, {line: i + 1}, line.trim()))]
  })
}

async function fromPyproject(file: string, text: string): Promise<UsedPackage[]> {
  const document = await parseToml(text)
  const listed = stringsIn(at(document, 'project', 'dependencies'))
  const poetry = Object.keys(tableOf(at(document, 'tool', 'poetry', 'dependencies')) ?? {})
  return [
    ...listed.flatMap((requirement) => listedPackage(file, text, requirement)),
    ...poetry.filter(isKnown).map((name) => used(name, findLine(file, text, name, '='))),
  ]
}

function listedPackage(file: string, text: string, requirement: string): UsedPackage[] {
  const name = NAME.exec(requirement.replace(/^[\w-]+::/, ''))?.[1]
  return name === undefined || !isKnown(name) ? [] : [used(name, findLine(file, text, requirement))]
}

async function fromPipfile(file: string, text: string): Promise<UsedPackage[]> {
  const packages = Object.keys(tableOf(at(await parseToml(text), 'packages')) ?? {})
  return packages.filter(isKnown).map((name) => used(name, findLine(file, text, name, '=')))
}

/** The indented lines below `install_requires =`. */
function fromSetupCfg(file: string, text: string): UsedPackage[] {
  let isInside = false
  return linesOf(text).flatMap((line, i) => {
    const option = /^([\w-]+)\s*[=:](.*)/.exec(line)
    if (option) isInside = option[1] === 'install_requires'
    else if (/^\[/.test(line)) isInside = false
    const name = isInside ? NAME.exec(option ? option[2]! : line)?.[1] : undefined
    return name === undefined ? [] : [used(name, evidence(file, {line: i + 1}, line.trim()))]
  })
}

/** The strings of `install_requires=[…]`. */
function fromSetupPy(file: string, text: string): UsedPackage[] {
  for (const {tokens} of readLines(text)) {
    const start = tokens.findIndex(({kind, text: name}) => kind === 'name' && name === 'install_requires')
    if (start === -1 || tokens[start + 1]?.text !== '=' || tokens[start + 2]?.text !== '[') continue
    const end = tokens.findIndex(({text: closing}, i) => i > start && closing === ']')
    return tokens.slice(start, end === -1 ? undefined : end).flatMap((token) => {
      const name = token.kind === 'string' ? NAME.exec(token.value ?? '')?.[1] : undefined
      return name === undefined ? [] : [used(name, evidence(file, token, token.text))]
    })
  }
  return []
}

async function fromConda(file: string, text: string): Promise<UsedPackage[]> {
  const listed = at(await parseYaml(text), 'dependencies')
  if (!Array.isArray(listed)) return []
  const names = listed.flatMap((item) => (typeof item === 'string' ? [item] : stringsIn(at(item, 'pip'))))
  return names.flatMap((requirement) => listedPackage(file, text, requirement))
}
