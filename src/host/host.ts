import type {Duplex} from 'node:stream'
import type {ListeningSocket, ProcessFacts} from './process-table.js'

/** What `stat(2)` says of a file, with names where the machine has them. Links are followed. */
export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'socket' | 'other'
  /** Permission bits, 0o7777 at most. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** The number as text when the machine has no name for it. */
  readonly owner: string
  readonly group: string
}

/** Who runs this process. */
export interface Identity {
  readonly uid: number
  readonly gids: readonly number[]
  readonly name: string
}

/** A user or group of this machine. */
export interface Account {
  readonly name: string
  readonly id: number
}

/** A user, with the groups that a service running as that user has. */
export interface User extends Account {
  readonly gid: number
  readonly gids: readonly number[]
  readonly home: string
}

export interface RunOptions {
  /** Milliseconds, then the program and its children are killed. Default 10,000. */
  readonly timeout?: number
  readonly cwd?: string
  /** The whole environment, instead of this process's. */
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  /** Bytes kept of each stream, from the start; the rest is counted as lost. Default 4 MiB. */
  readonly maxBytes?: number
  /** Runs it as that user (root only). */
  readonly uid?: number
  readonly gid?: number
  readonly signal?: AbortSignal
  /** Sees the output as it comes, both streams. */
  readonly onOutput?: (chunk: Buffer) => void
}

/** How a program ended. */
export interface RunResult {
  /** 127 when there is no such program, 126 when it may not be run; 124 when the time was up; 128 + n after signal n. */
  readonly code: number
  readonly signal?: NodeJS.Signals
  readonly stdout: string
  readonly stderr: string
  readonly isCut: boolean
}

/** A file that was read, or why it was not. */
export type Reading =
  | {readonly status: 'read'; readonly bytes: Buffer; readonly isCut: boolean}
  | {readonly status: 'missing' | 'denied' | 'folder' | 'other'}

export interface FolderEntry {
  readonly name: string
  readonly kind: FileFacts['kind'] | 'link'
}

/** The machine behind one interface; `node.ts` is the real one, a test may pass another. */
export interface Host {
  /** `undefined` when there is no such file; `'denied'` when a folder on the way cannot be passed. */
  facts(path: string): Promise<FileFacts | 'denied' | undefined>
  /** Where a symbolic link leads, as written in it; `undefined` when it is none. */
  linkTarget(path: string): Promise<string | undefined>
  identity(): Identity
  /** The number of this process. */
  pid(): number
  /** Whether a process of that number runs. */
  isRunning(pid: number): boolean
  /** At most `maxBytes` (default 16 MiB) of a file, the last ones with `fromEnd`; `other` for what is no regular file (it is not opened: it may block). */
  read(path: string, options?: {readonly maxBytes?: number; readonly fromEnd?: boolean}): Promise<Reading>
  /** What lies in a folder, sorted by name; `'denied'` or `undefined` as for {@link facts}. */
  list(path: string): Promise<readonly FolderEntry[] | 'denied' | undefined>
  /** The path with every link resolved; `undefined` when it leads nowhere. */
  realPath(path: string): Promise<string | undefined>
  /** Runs a program of the machine, without a shell; never throws for how it ends. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>
  /** Where a program lies, by PATH; `undefined` when nowhere. A name with a slash is looked at as it is. */
  which(program: string): Promise<string | undefined>
  /** By name or number, from the machine's own sources (`getent`). */
  user(nameOrId: string | number): Promise<User | undefined>
  group(nameOrId: string | number): Promise<Account | undefined>
  /** The environment of this process. */
  environment(): Readonly<Record<string, string | undefined>>
  /**
   * Whether this process may do that with the file (`access(2)`), which knows capabilities and access lists too.
   * `pass`: go through a folder; `write`: what connecting to a unix socket takes.
   */
  may(what: 'pass' | 'write', path: string): Promise<boolean>
  /**
   * A stream to a Linux abstract socket bound as uWSGI binds it (`\0name\0`, exact length). It emits `connect`, and errors
   * carry the errno's `code`, as a `net.Socket` does; `TSGI_NO_ABSTRACT_SOCKETS` when this machine has no means to do it.
   */
  connectAbstract(name: string): Duplex
  /**
   * Connections that wait for `accept(2)` at a TCP listener of this machine; `undefined` when nobody listens here on that
   * address. `host` is an IP address.
   */
  acceptQueue(host: string, port: number): Promise<number | undefined>
  /** The same for a unix socket, which uWSGI's own statistics do not tell: a path, or `@name`. */
  unixQueue(path: string): Promise<number | undefined>
  /** Processes whose program or title matches, as far as this user may see them. */
  processes(wanted: RegExp): Promise<readonly ProcessFacts[]>
  /** Every listening socket, with its queue. */
  listening(): Promise<readonly ListeningSocket[]>
  /** Of the file system that holds a path: bytes and inodes that an ordinary user can still use. `undefined`: not known. */
  space(path: string): Promise<{readonly bytes: number; readonly inodes: number} | undefined>
}
