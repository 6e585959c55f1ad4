import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Finding} from '../diagnostics.js'
import type {Host} from '../host/host.js'

/** Does it in a folder of its own, which is gone afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tsgi-test-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

/** A file of a configuration that is read while it is tested, and where its name stands. */
export interface NamedFile {
  readonly path: string
  /** Counts from 1. */
  readonly line: number
  /** Of the file's name in the text, quotes included. */
  readonly start: number
  readonly end: number
}

/** The quoted values of these directives; `pattern` has the value as its group `value`. */
export function namedFiles(text: string, pattern: RegExp): NamedFile[] {
  return [...text.matchAll(pattern)].map((found) => {
    const quoted = found.groups!['value']!
    const start = found.index + found[0].lastIndexOf(quoted)
    const path = quoted.slice(1, -1).replace(/\\(["\\])/g, '$1')
    return {path, line: text.slice(0, start).split('\n').length, start, end: start + quoted.length}
  })
}

/** Which of these files are not on this machine, as findings. */
export async function missingFiles(
  host: Host,
  files: readonly NamedFile[],
  {id, file}: {readonly id: string; readonly file: string},
): Promise<{readonly missing: readonly NamedFile[]; readonly findings: readonly Finding[]}> {
  const facts = await Promise.all(files.map(({path}) => host.facts(path)))
  const missing = files.filter((_, index) => facts[index] === undefined)
  const findings = missing.map(
    ({path, line}): Finding => ({
      id,
      severity: 'warning',
      message: `${path} is not on this machine; the server will not start without it`,
      location: {file, line, column: 1},
    }),
  )
  return {missing, findings}
}

/** The text with other files in place of those. */
export function replaced(text: string, files: readonly NamedFile[], by: (file: NamedFile) => string): string {
  return files
    .toSorted((one, other) => other.start - one.start)
    .reduce((rest, file) => `${rest.slice(0, file.start)}"${by(file)}"${rest.slice(file.end)}`, text)
}

/** The first of these programs that the machine has; they often lie where PATH does not lead a user. */
export async function programOf(host: Host, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const path of [name, `/usr/sbin/${name}`, `/usr/local/sbin/${name}`]) {
      const found = await host.which(path)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** What a server's test came to; a refusal in words that nobody knows is told as it is. */
export function withReason(
  {id, code, said}: {readonly id: string; readonly code: number; readonly said: string},
  findings: readonly Finding[],
): readonly Finding[] {
  if (code === 0 || findings.some(({severity}) => severity === 'error')) return findings
  const message = said.trim().split('\n')[0] || `it ended with ${code}`
  return [...findings, {id, severity: 'error', message}]
}
