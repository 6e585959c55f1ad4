// Builds what ships: the library (dist/lib, with types), the program as one file (dist/cli/main.cjs), and oclif's manifest.
import {execFileSync} from 'node:child_process'
import {readdirSync, rmSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const run = (tool, ...args) =>
  execFileSync(process.execPath, [join(root, 'node_modules', tool), ...args], {cwd: root, stdio: 'inherit'})

rmSync(join(root, 'dist'), {recursive: true, force: true})
run('typescript/bin/tsc', '-p', 'tsconfig.build.json')

const commands = readdirSync(join(root, 'src/commands'), {recursive: true})
  .filter((file) => file.endsWith('.ts'))
  .sort()
// Getters: a command's code runs only when oclif asks for that command.
const entry = [
  "import {run as start} from './src/cli/main.ts'",
  'export const run = (root) => start(root, commands)',
  'export const commands = {',
  ...commands.map(
    (file) =>
      `  get ${JSON.stringify(file.replace(/(\/index)?\.ts$/, '').replaceAll('/', ':'))}() {return require('./src/commands/${file}').default},`,
  ),
  '}',
].join('\n')

await build({
  stdin: {contents: entry, resolveDir: root, sourcefile: 'main.ts', loader: 'ts'},
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  outfile: join(root, 'dist/cli/main.cjs'),
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  logLevel: 'warning',
})
run('oclif/bin/run.js', 'manifest')
