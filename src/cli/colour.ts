import type {ChalkInstance, ColorSupportLevel} from 'chalk'

export type StreamName = 'stdout' | 'stderr'

export interface Surroundings {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTerminal: boolean
}

/** Whether a person looks at this stream. `TSGI_FORCE_TTY` says so where the program cannot know. */
export function isTerminal(stream: StreamName | 'stdin'): boolean {
  return process[stream].isTTY === true || (stream !== 'stdin' && Boolean(process.env['TSGI_FORCE_TTY']))
}

/** Columns of the terminal; undefined where there is none and lines should stay whole. */
export function terminalWidth(stream: StreamName): number | undefined {
  return process[stream].columns || (isTerminal(stream) ? 80 : undefined)
}

/**
 * How much colour a stream gets: 0 none, 1 sixteen colours, 2 and 3 as `FORCE_COLOR` asks.
 * In this order: `--color`, `--no-color`; `FORCE_COLOR` (as Node reads it); `NO_COLOR`; `TERM=dumb`; a terminal or not.
 * The one place that decides: chalk's own detection does not know `NO_COLOR` and looks at both streams together.
 */
export function colourLevel(
  stream: StreamName,
  {argv, env, isTerminal: terminal}: Surroundings = {
    argv: process.argv.slice(2),
    env: process.env,
    isTerminal: isTerminal(stream),
  },
): ColorSupportLevel {
  const flag = colourFlag(argv, env)
  if (flag !== undefined) return flag ? 1 : 0
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forcedLevel(forced)
  if (env['NO_COLOR'] || env['TERM'] === 'dumb') return 0
  return terminal ? 1 : 0
}

/** The last of the two flags wins; `TSGI_COLOR` and `TSGI_NO_COLOR` stand for them, as for any flag. */
function colourFlag(argv: readonly string[], env: Surroundings['env']): boolean | undefined {
  const end = argv.indexOf('--')
  const given = argv.slice(0, end === -1 ? undefined : end).findLast((word) => /^--(no-)?color$/.test(word))
  if (given !== undefined) return given === '--color'
  if (env['TSGI_NO_COLOR']) return false
  const set = env['TSGI_COLOR']
  return set ? /^(1|true|yes|y|on)$/i.test(set) : undefined
}

function forcedLevel(value: string): ColorSupportLevel {
  if (value === '2' || value === '3') return value === '2' ? 2 : 3
  return value === '' || value === '1' || value === 'true' ? 1 : 0
}

/** Chalk for one stream, silent where that stream gets no colour. */
export async function chalkFor(stream: StreamName): Promise<ChalkInstance> {
  const {Chalk} = await import('chalk')
  return new Chalk({level: colourLevel(stream)})
}
