import type {Var} from '../wire/vars.js'

/** A request in progress, or the place one had: what uWSGI calls a core. */
export interface Core {
  requests: number
  /** Of the request in progress. */
  vars: readonly Var[] | undefined
  /** Milliseconds since the epoch. */
  started: number
}

/** Counts what the stats socket tells. */
export class Meter {
  requests = 0
  exceptions = 0
  readErrors = 0
  writeErrors = 0
  /** Bytes of answers. */
  tx = 0
  /** Milliseconds in which at least one request was in progress, summed over requests. */
  running = 0
  /** Milliseconds; uWSGI's moving average, half of it the last request. */
  average = 0
  /** One for each request that was ever in progress at the same time as others. */
  readonly cores: Core[] = []
  readonly #free: Core[] = []

  get busy(): number {
    return this.cores.length - this.#free.length
  }

  begin(vars: readonly Var[]): Core {
    let core = this.#free.pop()
    if (core === undefined) {
      core = {requests: 0, vars: undefined, started: 0}
      this.cores.push(core)
    }
    core.vars = vars
    core.started = Date.now()
    return core
  }

  end(core: Core, milliseconds: number, bytes: number): void {
    core.requests++
    core.vars = undefined
    this.#free.push(core)
    this.requests++
    this.tx += bytes
    this.running += milliseconds
    this.average = (this.average + milliseconds) / 2
  }
}
