import {compareVersions, hasOption, type OptionFacts, uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {pluginsIn} from '../../knowledge/uwsgi-plugins.js'
import type {Entry, Origin} from './exported.js'
import {judge, LOGIC_ENDS} from './logic.js'
import {MagicTable} from './magic-table.js'
import {DEFAULT_SECTION, type UwsgiConfig, type UwsgiOption} from './model.js'
import {type FileFormat, formatOf, optionsIn, readUwsgi} from './parse.js'
import {Reports} from './reports.js'
import {pathFrom, SCHEME, type Surroundings} from './surroundings.js'

/** Files, and options, that one configuration may come to; a loop of includes crashes the real uWSGI. */
const MAX_FILES = 5000
const MAX_OPTIONS = 100_000

/** Options that load a file as soon as they are read, and its format where they say it. */
const LOADS: ReadonlyMap<string, FileFormat | undefined> = new Map([
  ['ini', 'ini'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
  ['js', 'json'],
  ['xml', 'xml'],
  ['xmlconfig', 'xml'],
  ['include', undefined],
])
/** What a file name on the command line is called here: uWSGI has no option for it. */
export const POSITIONAL = '(file)'
const SETS = ['set', 'set-ph', 'set-placeholder']

/** Builds uWSGI's list of options: acts at once on what is immediate, and leaves the rest for the passes. */
export class Loader {
  readonly entries: Entry[] = []
  readonly files: UwsgiConfig[] = []
  readonly reports = new Reports()
  readonly declared = new Set<string>()
  readonly plugins: Set<string>
  readonly #around: Surroundings
  readonly #magic: MagicTable
  #logic: {readonly name: string; readonly argument: string; readonly origin: Origin} | undefined
  #isRunning = false
  #isStrict = false
  #lastIni = ''
  /** The files that are being read, the outermost first. */
  readonly #loading: string[] = []

  constructor(around: Surroundings) {
    this.#around = around
    this.#magic = new MagicTable(around)
    this.plugins = new Set(around.plugins)
  }

  /** Adds options of one configuration, in order. */
  async addAll(options: readonly UwsgiOption[], chain: readonly UwsgiOption[], isCertain = true): Promise<void> {
    for (const option of options) await this.add(option.name, option.value, {option, chain, isCertain})
  }

  /** Adds what a command line says: to it a flag has no value at all, not an empty one. */
  async addCommandLine({options}: UwsgiConfig): Promise<void> {
    for (const option of options) {
      const value = option.hasValue ? option.value : undefined
      await this.add(option.name, value, {option, chain: [], isCertain: true})
    }
  }

  async add(name: string, value: string | undefined, origin: Origin): Promise<void> {
    if (this.entries.length >= MAX_OPTIONS) {
      const [first] = this.entries
      this.reports.refuse('too-many-options', `more than ${MAX_OPTIONS} options`, first!.option)
      return
    }
    if (!this.#isRunning) {
      if (LOGIC_ENDS.includes(name) || (name === 'else' && this.#hasElse())) this.#logic = undefined
      if (this.#logic) return this.#underLogic(name, value, origin)
    }
    await this.#export(name, value, origin)
  }

  /** Loads what `inherit` names, which uWSGI does when the passes are done. */
  async inherit(entry: Entry): Promise<void> {
    const {value, option, chain, isCertain} = entry
    await this.#loadByName(value ?? '', {option, chain, isCertain})
  }

  /** What the version at hand knows of an option; 2.0 unless told otherwise. */
  #facts(name: string): OptionFacts | undefined {
    const facts = uwsgiOption(name)
    return facts && hasOption(facts, this.#around.machine?.version ?? '2.0.31') ? facts : undefined
  }

  #hasElse(): boolean {
    const version = this.#around.machine?.version
    return version !== undefined && compareVersions(version, '2.1') >= 0
  }

  async #underLogic(name: string, value: string | undefined, origin: Origin): Promise<void> {
    const {name: logic, argument, origin: from} = this.#logic!
    const verdict = await judge(logic, argument, {
      around: this.#around,
      entries: this.entries,
      plugins: this.plugins,
    })
    if (value === undefined && verdict.rounds.length > 0) {
      const message = `"${logic}" is still open and takes --${name} in, on which uWSGI crashes: it lacks its end`
      this.reports.refuse('logic-open', message, from.option)
    }
    this.#isRunning = true
    const isCertain = origin.isCertain && verdict.isCertain
    for (const underscore of verdict.rounds) {
      const filled = underscore === undefined ? value : value?.replaceAll('%(_)', () => underscore)
      await this.#export(name, filled, {...origin, isCertain, condition: from.option})
    }
    this.#isRunning = false
  }

  async #export(name: string, value: string | undefined, origin: Origin, isPlaceholder = false): Promise<void> {
    const isKnown = !unresolvedMagic(origin.option, value)
    const entry: Entry = {name, value, ...origin, isKnown, steps: [], isConfigured: isPlaceholder}
    if (name !== POSITIONAL) this.entries.push(entry)
    if (isPlaceholder) return
    if (this.#isStrict) this.#checkStrict(name, origin.option)
    if (name === POSITIONAL || this.#facts(name)?.flags.includes('immediate') || this.declared.has(name)) {
      entry.isConfigured = true
      await this.#act(name, value, origin)
      // Of these two formats uWSGI itself keeps no more than the file.
      if (/^(x|js)/.test(LOADS.get(name) ?? '')) entry.value = value?.replace(/:[^:]*$/, '')
    }
  }

  /** With `strict` uWSGI wants to know every name; whether a plugin brings one can only be told when all are known. */
  #checkStrict(name: string, option: UwsgiOption): void {
    const facts = this.#around.machine?.version ? this.#facts(name) : uwsgiOption(name)
    const isBrought = !this.#around.plugins || facts?.plugin === 'core' || this.plugins.has(facts?.plugin ?? '')
    if (!(facts && isBrought) && !this.declared.has(name) && name !== POSITIONAL) {
      this.reports.refuse('strict-unknown', `"${name}" is no option that uWSGI knows here, and it is strict`, option)
    }
  }

  async #act(name: string, value: string | undefined, origin: Origin): Promise<void> {
    const {option} = origin
    if (name === POSITIONAL) return this.#loadByName(value ?? '', origin)
    if (LOADS.has(name)) {
      const format = LOADS.get(name)
      if (format === undefined) return this.#loadByName(value ?? '', origin)
      return this.#load(value ?? '', format, origin)
    }
    if (SETS.includes(name)) return this.#set(name, value ?? '', origin)
    if (name === 'config') this.reports.refuse('include-format', `uWSGI cannot load ${value} with "config"`, option)
    else if (name === 'strict') this.#isStrict = !/^(false|off|no|0)$/i.test(value ?? '')
    else if (name === 'declare-option') this.declared.add((value ?? '').split('=', 1)[0]!)
    else if (/^(need-)?plugins?$/.test(name)) for (const {plugin} of pluginsIn(value ?? '')) this.plugins.add(plugin)
    else if (this.#facts(name)?.kind === 'logic') this.#openLogic(name, value ?? '', origin)
  }

  #openLogic(name: string, argument: string, origin: Origin): void {
    if (this.#logic) {
      this.reports.refuse(
        'logic-nested',
        `"${name}" under "${this.#logic.name}": uWSGI refuses one in another`,
        origin.option,
      )
    } else this.#logic = {name, argument, origin}
  }

  async #set(name: string, value: string, origin: Origin): Promise<void> {
    const equals = value.indexOf('=')
    if (equals < 0) {
      this.reports.refuse('placeholder-syntax', `"${name} = ${value}" lacks its "="`, origin.option)
      return
    }
    const [key, text] = [value.slice(0, equals), value.slice(equals + 1)]
    if (name !== 'set') {
      if (uwsgiOption(key))
        this.reports.refuse('placeholder-option', `"${key}" is an option and no placeholder`, origin.option)
      await this.#export(key, text, origin, true)
    } else await this.add(key, text, origin)
  }

  /** As `include` and a file on the command line do: by the end of the name, and upper case magic stays as it is. */
  async #loadByName(name: string, origin: Origin): Promise<void> {
    const format = formatOf(name)
    if (!format) {
      this.reports.refuse(
        'include-format',
        `uWSGI cannot tell the format of ${name}: it has no ending that it knows`,
        origin.option,
      )
      return
    }
    const wasFirst = this.#magic.isFirst
    this.#magic.isFirst = false
    await this.#load(name, format, origin)
    this.#magic.isFirst = wasFirst
  }

  async #load(name: string, format: FileFormat, origin: Origin): Promise<void> {
    const {option} = origin
    if (name === '-' || SCHEME.test(name)) {
      this.reports.report('not-followed', `${name} is not followed`, option.location, 'info')
      return
    }
    const hasPath = await this.#magic.fill(name)
    const colon = name.lastIndexOf(':')
    const path = colon < 0 ? name : colon === 0 && format === 'ini' ? this.#lastIni : name.slice(0, colon)
    const text = hasPath ? await this.#around.files.read(pathFrom(this.#around.folder, path)) : undefined
    if (text === undefined) {
      this.reports.refuse('include-missing', `${path} cannot be read`, option)
      return
    }
    if (format === 'ini') this.#lastIni = path
    const section = colon < 0 ? undefined : name.slice(colon + 1) || undefined
    const loading = `${pathFrom(this.#around.folder, path)}:${section ?? ''}`
    if (this.#loading.includes(loading) || this.files.length >= MAX_FILES) {
      this.reports.refuse('include-loop', `${name} is included without an end: uWSGI crashes on it`, option)
      return
    }
    this.#loading.push(loading)
    await this.#take(await readUwsgi(text, path, {format, magic: this.#magic.get()}), section, origin)
    this.#loading.pop()
  }

  async #take(config: UwsgiConfig, section: string | undefined, {option, chain, isCertain}: Origin): Promise<void> {
    this.files.push(config)
    const options = optionsIn(config, section)
    this.reports.file(config, options, section ?? DEFAULT_SECTION)
    await this.addAll(options, [...chain, option], isCertain)
  }
}

/** Whether a magic variable was left in because nobody told what it stands for. */
function unresolvedMagic({raw}: UwsgiOption, value: string | undefined): boolean {
  if (value === undefined || !raw.includes('%')) return false
  const left = (text: string) => text.replaceAll('%%', '').match(/%[hVkuUgGitTb]/g)?.length ?? 0
  return left(raw) > 0 && /%[hVkuUgGitTb]/.test(value)
}
