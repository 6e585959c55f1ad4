// The program as one file, from src/.
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {build} from 'esbuild'
import {slim} from './slim.js'

const ROOT = join(import.meta.dirname, '..')

/** Bundles what `contents`, TypeScript as if in the root folder, imports. */
export async function bundle(contents, outfile) {
  await build({
    stdin: {contents, resolveDir: ROOT, sourcefile: 'main.ts', loader: 'ts'},
    outfile: join(ROOT, outfile),
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    plugins: [slim],
    supported: {'dynamic-import': false}, // becomes require(): see src/server/import-module.ts
    minify: true,
    keepNames: true, // errors are told apart by the names of their classes
    legalComments: 'linked',
    logLevel: 'warning',
  })
}

/** The source of the program: every command of src/commands/. Getters: its code runs only when a command is asked for. */
export function programSource() {
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
