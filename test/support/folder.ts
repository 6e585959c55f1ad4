import {chmodSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/**
 * A folder of its own for one test, open to the users that servers drop to; gone afterwards. Short enough for a socket.
 * Below `parent` where services look at it that have a private /tmp.
 */
export function temporaryFolder(parent = tmpdir()): {
  readonly path: string
  at(name: string): string
  [Symbol.dispose](): void
} {
  const path = mkdtempSync(join(parent, 'tsgi-'))
  chmodSync(path, 0o755)
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, {recursive: true, force: true}),
  }
}
