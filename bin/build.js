// Builds what ships: the library (dist/lib, with types), the program as one file (dist/cli/main.cjs) and what V8 made of
// it, and oclif's manifest.
import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Plugin} from '@oclif/core/config'
import {build} from 'esbuild'
import {slim} from './slim.js'

const root = join(import.meta.dirname, '..')
const program = join(root, 'dist/cli/main.cjs')
const node = (stdio, file, ...args) => execFileSync(process.execPath, [join(root, file), ...args], {cwd: root, stdio})

rmSync(join(root, 'dist'), {recursive: true, force: true})
node('inherit', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
await bundle()
writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(await manifest(), null, 2)}\n`)
node('ignore', 'bin/code-cache.js', program)

async function bundle() {
  const commands = readdirSync(join(root, 'src/commands'), {recursive: true})
    .filter((file) => file.endsWith('.ts'))
    .sort()
  // Getters: a command's code runs only when that command is asked for.
  const getters = commands.map((file) => {
    const id = file.replace(/(\/index)?\.ts$/, '').replaceAll('/', ':')
    return `  get ${JSON.stringify(id)}() {return require('./src/commands/${file}').default},`
  })
  const entry = `import {run as start} from './src/cli/main.ts'
export const commands = {
${getters.join('\n')}
}
export const run = (root) => start(root, commands)`
  await build({
    stdin: {contents: entry, resolveDir: root, sourcefile: 'main.ts', loader: 'ts'},
    outfile: program,
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

/** What help, completion and the choice of a command need to know, so that they load no command. */
async function manifest() {
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const plugin = new Plugin({root, pjson, isRoot: true, ignoreManifest: true, errorOnManifestCreate: true})
  await plugin.load()
  return plugin.manifest
}
