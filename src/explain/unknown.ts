import type {Sighting} from './group.js'
import type {Exception} from './traceback.js'

/** Lines that look like trouble and that no known problem explains, alike but for their numbers. */
export interface UnknownLines {
  readonly count: number
  /** The first of them. */
  readonly example: Sighting
}

/** An exception of the application that no known problem explains. */
export interface ExceptionCount extends Exception {
  readonly count: number
  readonly example: Sighting
}

const MAX_KINDS = 500
/** Part of lines that have such a word and tell of no trouble. */
const HARMLESS =
  /^\s*\[pid: \d+\|app: |" [1-4]\d\d \d+ |^\s*File "|\b(?:no|0|without) errors?\b|error_log|errors?: 0\b|\[(?:notice|info|debug)\]|!!!!!!!!|^goodbye to uWSGI|^spawned |^Respawned |you may need to install the package for your language|^getopt_long\(\) error|^(?:HARAKIRI: -- |\*\*\* backtrace |\*\*\* end of backtrace)|unable to load app \d+ \(mountpoint=|^warning: |running "unix_signal|^failed to compile |^Exception in thread |configuration file \S+ test failed|: Failed with result '|: Failed to locate executable|: Changing to the requested/

/** Collects what is not known; of bounded size. */
export class Unknown {
  /** Words of lines that look like trouble. */
  static readonly anchors: readonly string[] = [
    ...[
      'error',
      'Error',
      'ERROR',
      'failed',
      'FAILED',
      'Failed',
      'warning',
      'WARNING',
      'Warning',
      'fatal',
      'Fatal',
      'FATAL',
    ],
    ...[
      'unable to',
      'invalid ',
      'Invalid ',
      'cannot ',
      'Cannot ',
      'DANGER',
      '[crit]',
      '[alert]',
      '[emerg]',
      'CRITICAL',
    ],
    ...['denied', 'refused', 'timed out', 'Exception', 'panic', 'died, ', 'not found'],
  ]

  readonly #kinds = new Map<string, {count: number; readonly example: Sighting}>()
  readonly #exceptions = new Map<string, {count: number; readonly example: Sighting; readonly exception: Exception}>()
  /** Lines, whether their kind was kept or not. */
  count = 0

  add(text: string, sighting: () => Sighting): void {
    if (HARMLESS.test(text)) return
    this.count++
    const key = text.replace(/0x[\da-f]+|\d+/gi, '#').slice(0, 120)
    const known = this.#kinds.get(key)
    if (known) known.count++
    else if (this.#kinds.size < MAX_KINDS) this.#kinds.set(key, {count: 1, example: sighting()})
  }

  addException(exception: Exception, example: Sighting): void {
    const key = keyOf(exception)
    const known = this.#exceptions.get(key)
    if (known) known.count++
    else if (this.#exceptions.size < MAX_KINDS) this.#exceptions.set(key, {count: 1, example, exception})
  }

  /** It is told elsewhere, as the cause of something. */
  forgetException(exception: Exception): void {
    this.#exceptions.delete(keyOf(exception))
  }

  /** The commonest first. */
  get lines(): readonly UnknownLines[] {
    return [...this.#kinds.values()].sort((a, b) => b.count - a.count)
  }

  get exceptions(): readonly ExceptionCount[] {
    return [...this.#exceptions.values()]
      .sort((a, b) => b.count - a.count)
      .map(({exception, ...rest}) => ({...exception, ...rest}))
  }
}

function keyOf({error, where}: Exception): string {
  return `${where ?? ''} ${error.replace(/\d+/g, '#').slice(0, 200)}`
}
