import {TsgiError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {Argv, WantedCommand} from './plan.js'

/** Milliseconds; a package manager may download for long. */
const TIMEOUT = 600_000

export interface RunOptions {
  readonly host: Host
  readonly signal?: AbortSignal
  readonly onOutput?: (chunk: Buffer) => void
}

/** Runs a command of a plan. @throws TsgiError `TSGI_COMMAND_FAILED` with what it said last. */
export async function runCommand(
  {argv, purpose, timeout = TIMEOUT, env}: Pick<WantedCommand, 'argv' | 'purpose' | 'timeout' | 'env'>,
  {host, signal, onOutput}: RunOptions,
): Promise<void> {
  const [program, ...args] = argv
  const result = await host.run(program, args, {
    timeout,
    ...(env ? {env: {...definedOnly(host.environment()), ...env}} : {}),
    ...(signal ? {signal} : {}),
    ...(onOutput ? {onOutput} : {}),
  })
  if (result.code === 0) return
  const said = lastWords(result.stderr.trim() || result.stdout.trim())
  throw new TsgiError(
    `${purpose} failed: ${commandText(argv)} ended with ${ending(result.code)}${said ? `: ${said}` : ''}`,
    {
      code: 'TSGI_COMMAND_FAILED',
      kind: 'environment',
      suggestions: [commandText(argv)],
    },
  )
}

/** The first line in which a server or a package manager names its reason, else the last one. */
function lastWords(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.find((line) => /\[emerg\]|\bAH\d{5}: |^E: /.test(line)) ?? lines.at(-1)
}

/** As a person would type it. */
export function commandText(argv: Argv): string {
  return argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

function ending(code: number): string {
  return {124: 'no end in time', 127: 'no such program', 126: 'no permission to run it'}[code] ?? `code ${code}`
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
