import {isTerminal} from './colour.js'
import {onEnding, SIGNAL_EXIT} from './signals.js'

/**
 * For commands that print what they have when they are interrupted: the signal fires on the first Ctrl-C; a second one ends
 * the program there and then.
 *
 * @throws TsgiError `TSGI_TERMINATED` on SIGTERM, exit 143.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController()
  let isTerminated = false
  const release = onEnding((signal) => {
    if (interruption.signal.aborted) process.exit(SIGNAL_EXIT[signal])
    if (signal === 'SIGTERM') isTerminated = true
    else if (isTerminal('stderr')) process.stderr.write('\n') // behind the ^C that the terminal shows
    interruption.abort()
  })
  try {
    const result = await work(interruption.signal)
    if (!isTerminated) return result
    throw (await import('./failure.js')).terminated()
  } finally {
    release()
  }
}
