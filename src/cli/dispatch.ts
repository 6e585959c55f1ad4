import type {Program} from './program.js'

const HELP: readonly unknown[] = ['--help', '-h']
const VERSION: readonly unknown[] = ['--version', '-V', '-v']
/** May stand before the command, too. */
const GLOBAL: readonly unknown[] = ['--json', '--color', '--no-color', '--no-input']

/** Finds what the words ask for, a command, help or the version, and does it. */
export async function dispatch(program: Program, argv: readonly string[]): Promise<void> {
  const start = argv.findIndex((word) => !GLOBAL.includes(word))
  const globals = argv.slice(0, start === -1 ? argv.length : start)
  const words = argv.slice(globals.length)
  if (VERSION.includes(words[0])) return console.log(program.userAgent)
  if (words.length === 0 || words[0] === 'help' || asksForHelp(words)) return help(program, words)
  const found = program.commandOf(words)
  if (found) {
    program.running = found.command.id
    await program.runCommand(found.command.id, [...globals, ...found.rest], found.command)
    return
  }
  if (words.length === 1 && program.findTopic(words[0]!)) return help(program, words)
  await refuse(program, words)
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return words.slice(0, end === -1 ? undefined : end).some((word) => HELP.includes(word))
}

async function help(program: Program, words: readonly string[]): Promise<void> {
  const {TsgiHelp} = await import('./help.js')
  const subject = words.filter((word) => !HELP.includes(word) && !GLOBAL.includes(word))
  const named = subject[0] === 'help' ? subject.slice(1) : subject
  if (!(await new TsgiHelp(program).showHelpOf(named))) await refuse(program, named)
}

async function refuse(program: Program, words: readonly string[]): Promise<never> {
  const {unknownCommand, unknownGlobalFlag} = await import('./failure.js')
  const names = words.slice(0, words.findIndex((word) => word.startsWith('-')) >>> 0)
  if (names.length === 0) throw unknownGlobalFlag(words[0]!)
  throw unknownCommand(names.slice(0, program.findTopic(names[0]!) ? 2 : 1), program)
}
