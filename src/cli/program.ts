import type {Command, Interfaces} from '@oclif/core'
import {Config} from '@oclif/core/config'

/** The commands that are built in, each loaded when it is asked for. */
export type Commands = Readonly<Record<string, Command.Class>>

export interface Parts {
  /** The folder of package.json. */
  readonly root: string
  readonly pjson: Interfaces.PJSON
  /** What `oclif.manifest.json` says of each command: all that help, parsing of names and completion need. */
  readonly manifest: Interfaces.Manifest
  readonly commands: Commands
}

/**
 * oclif's configuration from parts that are at hand. oclif's own loading searches folders, reads five files and looks for
 * plugins and themes, a third of its start; there is one plugin here, this program.
 */
export class Program extends Config {
  /** The id of the command that runs, once that is known. */
  running: string | undefined
  readonly #parts: Parts

  constructor(parts: Parts) {
    super({root: parts.root})
    this.#parts = parts
  }

  override async load(): Promise<void> {
    const {root, pjson} = this.#parts
    this.root = root
    this.pjson = pjson
    this.name = pjson.name
    this.version = pjson.version
    this.bin = pjson.oclif.bin ?? pjson.name
    this.dirname = this.bin
    this.topicSeparator = ' '
    this.valid = true
    this.platform = process.platform as Config['platform']
    this.arch = process.arch as Config['arch']
    this.userAgent = `${this.name}/${this.version} ${this.platform}-${this.arch} node-${process.version}`
    const plugin = this.#plugin()
    this.plugins.set(plugin.name, plugin)
    this['loadCommands'](plugin)
    this['loadTopics'](plugin)
  }

  /** The command that the first words name, the longest name first, and the words that are left. */
  commandOf(words: readonly string[]): {command: Command.Loadable; rest: readonly string[]} | undefined {
    const names = words.slice(0, words.findIndex((word) => word.startsWith('-')) >>> 0) // -1: all of them
    for (let length = Math.min(names.length, 3); length > 0; length--) {
      const command = this.findCommand(names.slice(0, length).join(':'))
      if (command) return {command, rest: words.slice(length)}
    }
    return undefined
  }

  /** Without oclif's hooks, which nobody has, and its second loading of the configuration. */
  override async runCommand<T>(_id: string, argv: string[], command: Command.Loadable): Promise<T> {
    const Class = (await command.load()) as unknown as new (argv: string[], config: Config) => {_run(): Promise<T>}
    return await new Class(argv, this)._run()
  }

  override async runHook(): Promise<{failures: []; successes: []}> {
    return {failures: [], successes: []}
  }

  #plugin(): Interfaces.Plugin {
    const {root, pjson, manifest, commands} = this.#parts
    const {name, version} = pjson
    const loadable = Object.values(manifest.commands).map((command) => ({
      ...command,
      load: async () => Object.assign(commands[command.id]!, {id: command.id, plugin: this.plugins.get(name)}),
    }))
    const topics = Object.entries(pjson.oclif.topics ?? {}).map(([topic, rest]) => ({...rest, name: topic}))
    return {
      ...{name, version, root, pjson, manifest, topics, alias: name, type: 'core', tag: undefined, hooks: {}},
      ...{_base: '', isRoot: true, hasManifest: true, moduleType: 'module', valid: true, options: {root}},
      commands: loadable,
      commandIDs: loadable.map(({id}) => id),
      findCommand: async (id: string) => commands[id],
      load: async () => {},
    } as unknown as Interfaces.Plugin
  }
}
