import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {ROOT} from '../support/tsgi.js'

const {templatesPage} = (await import(join(ROOT, 'bin/template-docs.js'))) as {templatesPage(root: string): string}
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8')
const page = read('docs', 'templates.md')

test('docs/templates.md says what the contexts are: npm run docs', () => {
  expect(page).toBe(templatesPage(ROOT))
})

/** Names that a template looks up: `{{name}}`, `{{#each servers}}`, `{{log.isJson}}`. */
function fieldsOf(template: string): string[] {
  const text = read('templates', template).replace(/\{\{!--[\s\S]*?--\}\}/g, '')
  return [...text.matchAll(/\{\{\{?[#^/~]*(?:if |unless |each |with |else if )?(?:\.\.\/)*([a-z]\w*)/g)]
    .map(([, name]) => name!)
    .filter((name) => !['else', 'if', 'each', 'this', 'unless', 'with', 'lookup'].includes(name))
}

const documented = [...page.matchAll(/^### (.*)$/gm)].flatMap(([, heading]) =>
  [...heading!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!),
)

test.each(documented)('every field that %s names is on the page', (template) => {
  const fields = fieldsOf(template)
  expect(fields.length).toBeGreaterThan(0)
  const section = page.slice(page.indexOf(`\`${template}\``))
  expect(fields.filter((name) => !new RegExp(`^\\| \`${name}\\??\` |[{ ]${name}\\??: `, 'm').test(section))).toEqual([])
})

test('every template that a command renders with is there, or is a part of one', () => {
  const folders = ['uwsgi', 'nginx', 'apache', 'lighttpd']
  const all = folders.flatMap((folder) =>
    readdirSync(join(ROOT, 'templates', folder)).map((name) => `${folder}/${name}`),
  )
  const sources = all.map((path) => read('templates', path)).join('\n')
  const code = readdirSync(join(ROOT, 'src/render'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read('src/render', name))
    .join('\n')
  const isPart = (path: string) => sources.includes(`{{> ${path}`) || new RegExp(`\\[[^\\]]*'${path}'`).test(code)
  expect(all.filter((path) => !documented.includes(path) && !isPart(path))).toEqual([])
})
