import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {BIN} from './tsgi.js'

const DRIVER = fileURLToPath(new URL('terminal.py', import.meta.url))

export interface AtTerminal {
  /** All that the terminal showed, without colours and movements of the cursor. */
  readonly output: string
  readonly code: number
  /** The text of a step that never came. */
  readonly missing: string | null
}

export interface TerminalOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** In order: when the terminal shows the first, the second is typed. */
  readonly steps?: readonly (readonly [wait: string, keys: string])[]
}

/** Keys of a terminal. */
export const KEYS = {enter: '\r', down: '\x1b[B', ctrlC: '\x03'} as const

/** Runs the program that ships at a pseudo-terminal, and answers its questions. */
export function answering(
  args: readonly string[],
  {cwd = '/', env = {}, steps = []}: TerminalOptions = {},
): AtTerminal {
  const want = {
    argv: [process.execPath, BIN, ...args],
    ...{cwd, steps, seconds: 40},
    env: {PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', TERM: 'xterm', ...env},
  }
  const printed = execFileSync('python3', [DRIVER, JSON.stringify(want)], {encoding: 'utf8', maxBuffer: 1 << 24})
  const result = JSON.parse(printed) as AtTerminal
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return {...result, output: result.output.replace(/\x1b\[[\d;?]*[A-Za-z]/g, '').replaceAll('\r\n', '\n')}
}
