import type {Duplex} from 'node:stream'

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

/** The machine behind one interface; `node.ts` is the real one, a test may pass another. */
export interface Host {
  /** `undefined` when there is no such file; `'denied'` when a folder on the way cannot be passed. */
  facts(path: string): Promise<FileFacts | 'denied' | undefined>
  /** Where a symbolic link leads, as written in it; `undefined` when it is none. */
  linkTarget(path: string): Promise<string | undefined>
  identity(): Identity
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
}
