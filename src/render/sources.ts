import {existsSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'

/** From src/render/ and from dist/lib/render/; the program's bundle has every template inside instead of this module. */
const FOLDERS = ['../../templates/', '../../../templates/'].map((folder) => new URL(folder, import.meta.url))

/** The text of a template, by its path under templates/. */
export async function templateSource(path: string): Promise<string> {
  const folder = FOLDERS.find((url) => existsSync(fileURLToPath(url)))
  return readFile(new URL(path, folder ?? FOLDERS[0]), 'utf8')
}
