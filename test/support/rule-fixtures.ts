import {readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'

/** Files by their names, from the folder that holds them. */
export type Texts = Readonly<Record<string, string>>

/** What lies in a folder, however deep. */
export function textsIn(folder: string): Texts {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((it) =>
    statSync(join(folder, it)).isFile(),
  )
  return Object.fromEntries(names.sort().map((it) => [it, readFileSync(join(folder, it), 'utf8')]))
}

/** The fixtures of a rule: each a file, or a folder of files that belong together. */
export function fixturesIn(folder: string): (readonly [name: string, texts: Texts])[] {
  return readdirSync(folder).map((name) => {
    const path = join(folder, name)
    return [name, statSync(path).isDirectory() ? textsIn(path) : {[name]: readFileSync(path, 'utf8')}]
  })
}
