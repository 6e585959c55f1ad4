import {mkdir, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import type {ConfigProblem, Directive} from '../../config/directive.js'
import {parseNginx} from '../../config/nginx/parse.js'
import type {MachineFiles} from '../../host/files.js'
import {type Change, type Replacements, replacing} from './replacements.js'

/** More includes in each other are somebody's joke; Nginx itself runs out of files later. */
const MAX_DEPTH = 20
const MAX_FILES = 1000

/** Where a copy goes. */
interface Placing {
  /** Below the folder of the test. */
  readonly name: string
  /** How many includes deep. */
  readonly depth?: number
  readonly changes?: readonly Change[]
}

/** Writes copies of a configuration and of what it includes, in which nothing leads to anything that is in use. */
export class Stage {
  /** Each copy, with the file that it is of. */
  readonly origins = new Map<string, string>()
  /** What cannot be read at all; Nginx is not asked then. */
  readonly problems: ConfigProblem[] = []
  readonly #folder: string
  readonly #files: MachineFiles
  readonly #replacements: Replacements
  #includes = 0

  constructor(folder: string, files: MachineFiles, replacements: Replacements) {
    this.#folder = folder
    this.#files = files
    this.#replacements = replacements
  }

  /** Writes the copy of a text, as `name`, and gives its path. */
  async put(text: string, file: string, {name, depth = 0, changes: more = []}: Placing): Promise<string> {
    const {directives, problems} = parseNginx(text, file)
    this.problems.push(...problems)
    const changes: Change[] = [...more]
    for (const directive of everyDirective(directives)) {
      changes.push(...((await this.#include(directive, depth)) ?? this.#replacements.of(directive, text)))
    }
    const path = join(this.#folder, name)
    await mkdir(dirname(path), {recursive: true})
    await writeFile(path, changed(text, changes), {mode: 0o600})
    this.origins.set(path, file)
    return path
  }

  /** Copies what is included, in its order, into a folder that takes the place of the pattern. */
  async #include({name, args, block}: Directive, depth: number): Promise<Change[] | undefined> {
    const [argument] = args
    if (name !== 'include' || args.length !== 1 || block || !argument) return undefined
    const pattern = this.#replacements.absolute(argument.value)
    const paths = /[*?[]/.test(pattern) ? await this.#files.glob(pattern) : [pattern]
    const texts = await Promise.all(paths.map(async (path) => ({path, text: await this.#files.read(path)})))
    const found = texts.filter((item): item is {path: string; text: string} => item.text !== undefined)
    const isTooMuch = depth >= MAX_DEPTH || this.origins.size + found.length > MAX_FILES
    if (isTooMuch || (found.length < texts.length && texts.length === 1)) return [replacing(argument, pattern)]
    const folder = `include-${this.#includes++}`
    for (const [index, {path, text}] of found.entries()) {
      await this.put(text, path, {name: join(folder, String(index).padStart(4, '0')), depth: depth + 1})
    }
    return [replacing(argument, join(this.#folder, folder, '*'))]
  }
}

/** Blocks whose lines are data, not directives. */
const TABLES = /^(map|geo|types|split_clients|match)$/

function* everyDirective(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    yield directive
    const isTable = TABLES.test(directive.name)
    for (const inner of directive.block ?? []) {
      if (!isTable) yield* everyDirective([inner])
      else if (inner.name === 'include') yield inner
    }
  }
}

function changed(text: string, changes: readonly Change[]): string {
  let result = ''
  let at = 0
  for (const {start, end, text: inserted} of [...changes].sort((a, b) => a.start - b.start)) {
    if (start < at) continue
    result += text.slice(at, start) + inserted
    at = end
  }
  return result + text.slice(at)
}
