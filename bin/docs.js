// Writes the generated pages of docs/, after a build. With --check it writes nothing and fails when one is out of date.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {bundle} from './bundle.js'
import {templatesPage} from './template-docs.js'

const root = join(import.meta.dirname, '..')
const isCheck = process.argv.includes('--check')
await bundle(`export {referencePages} from './src/cli/reference.ts'`, 'dist/cli/reference.cjs')
const {referencePages} = createRequire(import.meta.url)('../dist/cli/reference.cjs')
rmSync(join(root, 'dist/cli/reference.cjs'))
const manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'))

const pages = {...(await referencePages('tsgi', manifest)), 'templates.md': templatesPage(root)}
for (const [name, text] of Object.entries(pages)) {
  const path = join(root, 'docs', name)
  const isFresh = read(path) === text
  mkdirSync(dirname(path), {recursive: true})
  if (!isFresh && !isCheck) writeFileSync(path, text)
  if (!isFresh && isCheck) process.exitCode = 1
  console.log(`docs/${name} ${isFresh ? 'is up to date' : isCheck ? 'is out of date: npm run docs' : 'written'}`)
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
