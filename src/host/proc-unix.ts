/** `SS_CONNECTING` of the kernel: connected by the client, not accepted yet (`net/unix/af_unix.c`). */
const WAITING = '02'

/**
 * Connections that wait for `accept(2)` at a unix socket, from the text of `/proc/net/unix`; abstract names start with `@`.
 * `undefined` when nobody has that path open.
 */
export function unixQueueIn(table: string, path: string): number | undefined {
  const states = table
    .split('\n')
    .map((row) => /^\S+: \S+ \S+ \S+ \S+ (?<state>\S+)\s+\d+ (?<path>.*)$/.exec(row)?.groups)
    .filter((row) => row?.['path'] === path)
  return states.length === 0 ? undefined : states.filter((row) => row?.['state'] === WAITING).length
}
