import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {referencePages} from '../src/cli/reference.js'
import {errorCodes} from '../src/knowledge/errors.js'
import {readManifest} from './support/manifest.js'
import {ROOT} from './support/tsgi.js'

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8')
const list = (folder: string, ending: string) =>
  readdirSync(join(ROOT, folder), {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith(ending))
const sources = list('src', '.ts')
  .filter((file) => file !== 'knowledge/errors.ts')
  .map((file) => read('src', file))
  .join('\n')

test('docs/ says what the program does: npm run docs', async () => {
  for (const [name, text] of Object.entries(await referencePages('tsgi', readManifest()))) {
    expect(read('docs', name), name).toBe(text)
  }
})

test.each(['problems', 'rules'])('docs/%s/ has no page of what is gone', async (folder) => {
  const pages = Object.keys(await referencePages('tsgi', readManifest())).filter((name) =>
    name.startsWith(`${folder}/`),
  )
  expect(list(`docs/${folder}`, '.md').sort()).toEqual(pages.map((name) => name.slice(folder.length + 1)).sort())
})

test('every template is used, and says what its context is', () => {
  const templates = list('templates', '.hbs')
  expect(templates.length).toBeGreaterThan(3)
  for (const template of templates) {
    expect(sources, template).toContain(`'${template}'`)
    const [, type, file] = /^\{\{!-- context: (\w+) in (src\/\S+\.ts) --\}\}\n/.exec(read('templates', template)) ?? []
    expect(read(file ?? template), template).toMatch(new RegExp(`interface ${type}( extends \\w+)? \\{`))
  }
})

/** Variables of the environment, which look like codes. */
const VARIABLES = ['TSGI_COLOR', 'TSGI_FORCE_TTY', 'TSGI_JSON', 'TSGI_NO_COLOR', 'TSGI_NO_INPUT']

test('every error code is documented', () => {
  const used = new Set([...sources.matchAll(/['"`](TSGI_[A-Z_]+)['"`]/g)].map(([, code]) => code!))
  expect([...used].filter((code) => !VARIABLES.includes(code) && !(code in errorCodes))).toEqual([])
})

test('no documented error code is gone', () => {
  const states = new Set([...sources.matchAll(/['"]?\b([a-z]+(?:-[a-z]+)*)\b['"]?/g)].map(([, word]) => word!))
  const isUsed = (code: string) =>
    sources.includes(`'${code}'`) || states.has(code.replace('TSGI_', '').toLowerCase().replaceAll('_', '-'))
  expect(Object.keys(errorCodes).filter((code) => !isUsed(code))).toEqual([])
  expect(Object.keys(errorCodes)).toEqual(Object.keys(errorCodes).sort())
})

test('what it says to type are its own commands', () => {
  const known = new Set(['help', ...Object.keys(readManifest().commands).map((id) => id.split(':')[0]!)])
  const named = [...sources.matchAll(/^(?!\s*\/?\*).*(?<=['`])tsgi ([a-z][a-z-]*)/gm)].map(([, word]) => word!)
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((word) => !known.has(word))).toEqual([])
})

/** Itself, or, of an interface, at least one of its fields: where the names say the rest. */
function isDocumented(name: string, source: string): boolean {
  const fields = new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(source)?.[1]
  return new RegExp(`\\*/\\nexport [\\w ]*\\b${name}\\b`).test(source) || (fields?.includes('/**') ?? false)
}

test('everything that the library exports is documented where it is declared', () => {
  const undocumented = [
    ...read('src/index.ts').matchAll(/export (?:type )?\{([^}]*)\} from '\.\/([^']+)\.js'/g),
  ].flatMap(([, names, module]) => {
    const source = read('src', `${module}.ts`)
    return names!
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .filter((name) => !isDocumented(name, source))
      .map((name) => `${module}: ${name}`)
  })
  expect(undocumented).toEqual([])
})
