// Builds what ships: the library (dist/lib, with types and the packages that it needs), the program as one file
// (dist/cli/main.cjs) and what V8 made of it, the schema of tsgi.yaml, and oclif's manifest. With --program, all but the
// library.
import {execFileSync} from 'node:child_process'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {Plugin} from '@oclif/core/config'
import {bundle, bundleProgram} from './bundle.js'
import {packagesOfLibrary} from './library.js'

const root = join(import.meta.dirname, '..')
const PROGRAM = 'dist/cli/main.cjs'
const node = (stdio, ...args) => execFileSync(process.execPath, args, {cwd: root, stdio})

const whole = !process.argv.includes('--program')
rmSync(join(root, whole ? 'dist' : 'dist/cli'), {recursive: true, force: true})
if (whole) {
  node('inherit', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
  await packagesOfLibrary(root)
}
await bundleProgram()
writeFileSync(join(root, 'dist/tsgi.schema.json'), `${JSON.stringify(await schema(), null, 2)}\n`)
writeFileSync(join(root, 'oclif.manifest.json'), `${JSON.stringify(await manifest(), null, 2)}\n`)
node('ignore', 'bin/code-cache.js', join(root, PROGRAM))

/** What help, completion and the choice of a command need to know, so that they load no command. */
async function manifest() {
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const plugin = new Plugin({root, pjson, isRoot: true, ignoreManifest: true, errorOnManifestCreate: true})
  await plugin.load()
  return plugin.manifest
}

/** The schema of tsgi.yaml, for editors. */
async function schema() {
  const file = 'dist/cli/schema.cjs'
  await bundle(`export {deploymentJsonSchema} from './src/deployment/json-schema.ts'`, file)
  const {deploymentJsonSchema} = createRequire(import.meta.url)(join(root, file))
  rmSync(join(root, file))
  return deploymentJsonSchema()
}
