/** What a uWSGI server says of itself, with units, whatever of it the server knows. */
export interface ServerStats {
  readonly kind: 'server'
  readonly version: string
  readonly pid: number
  readonly uid: number
  readonly gid: number
  readonly cwd: string
  /** Requests in progress. */
  readonly load: number
  readonly signal_queue: number
  /** Connections that the kernel refused because a queue was full (TCP, Linux). */
  readonly listen_queue_errors: number
  readonly sockets: readonly SocketStats[]
  readonly workers: readonly WorkerStats[]
  readonly spoolers: readonly {
    readonly folder: string
    readonly pid: number
    readonly tasks: number
    readonly is_running: boolean
  }[]
  readonly caches: readonly CacheStats[]
}

export interface SocketStats {
  readonly name: string
  readonly protocol: string
  /** Connections that wait; of a unix socket the kernel's number, since uWSGI always says 0 there. `null`: not known. */
  readonly queue: number | null
  /** `listen`; `null` for a unix socket, which uWSGI does not ask for. */
  readonly max_queue: number | null
}

export interface CacheStats {
  readonly name: string
  readonly items: number
  readonly max_items: number
  readonly hits: number
  readonly misses: number
  /** How often there was no room. */
  readonly full: number
}

export type WorkerStatus = 'idle' | 'busy' | 'cheap' | 'pause' | 'signal' | 'unknown'

export interface WorkerStats {
  readonly id: number
  readonly pid: number
  readonly status: WorkerStatus
  readonly is_accepting: boolean
  readonly requests: number
  readonly exceptions: number
  readonly harakiris: number
  /** Starts after the first. */
  readonly respawns: number
  /** 0 without `memory-report`. */
  readonly rss_bytes: number
  readonly vsz_bytes: number
  /** In requests, since it started. */
  readonly running_s: number
  readonly avg_response_ms: number
  readonly tx_bytes: number
  /** Seconds since the epoch. */
  readonly started_at: number
  readonly apps: readonly {
    readonly id: number
    readonly mountpoint: string
    readonly modifier1: number
    readonly requests: number
    readonly exceptions: number
  }[]
  readonly cores: readonly CoreStats[]
}

/** A thread, or an async core. */
export interface CoreStats {
  readonly id: number
  readonly is_busy: boolean
  readonly requests: number
  readonly write_errors: number
  readonly read_errors: number
  /** Of the request in progress, `NAME=value`, secrets hidden. */
  readonly variables: readonly string[]
  /** Seconds since the epoch, of the request in progress. */
  readonly since?: number
}

/** An emperor, and its vassals. */
export interface EmperorStats {
  readonly kind: 'emperor'
  readonly version: string
  readonly pid: number
  readonly vassals: readonly {
    readonly id: string
    readonly pid: number
    readonly is_loyal: boolean
    readonly is_ready: boolean
    readonly is_accepting: boolean
    readonly is_cursed: boolean
    readonly respawns: number
  }[]
  readonly blacklist: readonly string[]
}

/** The http router, a fastrouter and their kin. */
export interface RouterStats {
  readonly kind: 'router'
  readonly version: string
  readonly pid: number
  readonly active_sessions: number
  readonly subscriptions: readonly {
    readonly key: string
    readonly hits: number
    readonly nodes: readonly {
      readonly name: string
      readonly requests: number
      readonly failures: number
      readonly is_dead: boolean
    }[]
  }[]
}

/** What one of uWSGI's stats servers says; `kind` tells which. */
export type Stats = ServerStats | EmperorStats | RouterStats
