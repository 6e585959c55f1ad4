// The program as one file, from src/, and what only some runs need as a file of its own.
import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {build} from 'esbuild'
import {licencesOf} from './licences.js'
import {BY_NAME, OWN_FILE, slim} from './slim.js'

const ROOT = join(import.meta.dirname, '..')

/** dist/cli/: the program, the packages that it loads when they are needed, and their licences. */
export async function bundleProgram() {
  const inputs = await bundle(programSource(), 'dist/cli/main.cjs')
  for (const name of OWN_FILE) {
    const source = `export ${BY_NAME.includes(name) ? '*' : '{default}'} from '${name}'`
    inputs.push(...(await bundle(source, `dist/cli/${name}.cjs`, {plugins: []})))
  }
  writeFileSync(join(ROOT, 'dist/cli/LICENCES.txt'), licencesOf(inputs, ROOT))
}

/** Bundles what `contents`, TypeScript as if in the root folder, imports; resolves to the files that went in. */
export async function bundle(contents, outfile, options = {}) {
  const {metafile} = await build({
    stdin: {contents, resolveDir: ROOT, sourcefile: 'main.ts', loader: 'ts'},
    outfile: join(ROOT, outfile),
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    plugins: [slim],
    supported: {'dynamic-import': false}, // becomes require(): see src/server/import-module.ts
    minify: true,
    keepNames: true, // errors are told apart by the names of their classes
    legalComments: 'none', // LICENCES.txt has them whole
    logLevel: 'warning',
    metafile: true,
    ...options,
  })
  return Object.keys(metafile.inputs)
}

/** The source of the program: every command of src/commands/. Getters: its code runs only when a command is asked for. */
function programSource() {
  const files = readdirSync(join(ROOT, 'src/commands'), {recursive: true})
    .filter((file) => file.endsWith('.ts'))
    .sort()
  const getters = files.map((file) => {
    const id = file.replace(/(\/index)?\.ts$/, '').replaceAll('/', ':')
    return `  get ${JSON.stringify(id)}() {return require('./src/commands/${file}').default},`
  })
  return `import {run as start} from './src/cli/main.ts'
export const commands = {
${getters.join('\n')}
}
export const run = (root) => start(root, commands)`
}
