// The library imports Node alone: each package that a module of dist/lib asks for is bundled beside it, once.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {isBuiltin} from 'node:module'
import {dirname, join, relative} from 'node:path'
import {build} from 'esbuild'
import {licencesOf} from './licences.js'

/** `from 'yaml'`, `import('zod')`: not relative, not a type. */
const IMPORT = /(\bfrom |\bimport\()'([a-z@][^']*)'/g

/** Bundles the packages into dist/lib/packages/ and points the imports of dist/lib there. */
export async function packagesOfLibrary(root) {
  const lib = join(root, 'dist/lib')
  const found = new Set()
  for (const file of readdirSync(lib, {recursive: true}).filter((name) => name.endsWith('.js'))) {
    const path = join(lib, file)
    const text = readFileSync(path, 'utf8')
    const changed = text.replace(IMPORT, (whole, before, name) => {
      if (isBuiltin(name)) return whole
      found.add(name)
      return `${before}'${relativeTo(dirname(path), join(lib, 'packages', fileOf(name)))}'`
    })
    if (changed !== text) writeFileSync(path, changed)
  }
  const inputs = []
  for (const name of found) inputs.push(...(await bundlePackage(name, {root, lib})))
  writeFileSync(join(lib, 'packages/LICENCES.txt'), licencesOf(inputs, root))
}

async function bundlePackage(name, {root, lib}) {
  const {metafile} = await build({
    stdin: {contents: await reExported(name), resolveDir: root, sourcefile: 'main.js'},
    outfile: join(lib, 'packages', fileOf(name)),
    absWorkingDir: root,
    ...{bundle: true, platform: 'node', target: 'node20.19', format: 'esm', minify: true, keepNames: true},
    ...{legalComments: 'none', logLevel: 'warning', metafile: true},
    // CommonJS inside asks for modules of Node with require().
    banner: {js: `import {createRequire as __require} from 'node:module'\nconst require = __require(import.meta.url)`},
  })
  return Object.keys(metafile.inputs)
}

/** All that it exports, by name: what a CommonJS package has is only known when it is there. */
async function reExported(name) {
  const {default: whole, ...names} = await import(name)
  const rest = Object.keys(names).filter((key) => /^[\w$]+$/.test(key) && key !== 'module.exports')
  return [
    ...(whole === undefined ? [] : [`export {default} from '${name}'`]),
    ...(rest.length > 0 ? [`export {${rest.join(', ')}} from '${name}'`] : []),
  ].join('\n')
}

const fileOf = (name) => `${name.replaceAll('/', '-').replace('@', '')}.js`

function relativeTo(folder, path) {
  const found = relative(folder, path)
  return found.startsWith('.') ? found : `./${found}`
}
