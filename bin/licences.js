// The licences of what is bundled, for those who get the program without node_modules.
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

/** One text with the licence of every package that these files (esbuild's inputs) come from. */
export function licencesOf(inputs, root) {
  const folders = new Set(inputs.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]))
  folders.delete(undefined)
  return [...folders]
    .map((folder) => licenceOf(join(root, folder)))
    .sort()
    .join(`\n${'-'.repeat(100)}\n\n`)
}

function licenceOf(folder) {
  const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|-|$)/i.test(entry))
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  if (license === undefined && file === undefined) throw new Error(`${folder} has no licence`)
  return `${name} ${version} (${license})\n${text}`
}
