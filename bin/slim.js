// What the bundle leaves out of oclif, or loads late. Measured on Node 20, `tsgi ping` of a dead socket: see the numbers.
import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

const TEMPLATES = join(import.meta.dirname, '../templates')

/** Never runs here: src/cli/program.ts stands in for oclif's search for plugins, src/cli/report.ts for its error printing. */
const ABSENT = /^(minimatch|tinyglobby|lilconfig|semver|get-package-type|wsl-utils|supports-color)$/
const ABSENT_FILES =
  /[\\/]lib[\\/](config[\\/](plugin|plugin-loader|ts-path)|module-loader|util[\\/]os|errors[\\/]handle)\.js$/
/** Packages that export one function, needed for help and errors only: required when they are called. */
const LATE = /^(wrap-ansi|string-width|widest-line|indent-string|clean-stack|wordwrap)$/

function templates() {
  const paths = readdirSync(TEMPLATES, {recursive: true}).filter((path) => path.endsWith('.hbs'))
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(TEMPLATES, path), 'utf8')]))
}

/** Big, and needed by few runs: bundled as dist/cli/<name>.cjs and loaded from there. Saves 15 ms of every other run. */
export const OWN_FILE = ['inquirer', 'handlebars', 'ora', 'cli-table3', 'yaml', 'zod', 'prom-client', 'saxes']
/** Of these, what is imported by name. */
export const BY_NAME = ['yaml', 'saxes']

/** @type {import('esbuild').Plugin} */
export const slim = {
  name: 'slim',
  setup(build) {
    build.onResolve({filter: /.*/}, async ({path, namespace, resolveDir, importer}) => {
      if (namespace !== 'file' || !importer.includes('node_modules') || path.startsWith('node:')) return undefined
      if (ABSENT.test(path)) return {path, namespace: 'absent'}
      if (LATE.test(path) && importer.includes('@oclif')) return {path, namespace: 'late', pluginData: {resolveDir}}
      // oclif makes its spinner ready, with tables of frames, where stderr is a terminal; it never turns, ora does.
      if (path === './action/spinner') return {path: join(resolveDir, 'action/simple.js')}
      if (path === 'ejs') return {path, namespace: 'ejs', pluginData: {resolveDir}}
      if (path === 'debug') return {path, namespace: 'debug'}
      if (path.startsWith('.') && ABSENT_FILES.test(join(resolveDir, `${path}.js`))) return {path, namespace: 'absent'}
      return undefined
    })
    build.onLoad({filter: /.*/, namespace: 'absent'}, () => ({contents: ''}))
    build.onLoad({filter: /.*/, namespace: 'debug'}, () => ({contents: 'module.exports = () => () => {}'}))
    build.onLoad({filter: /.*/, namespace: 'late'}, ({path, pluginData}) => ({
      contents: `module.exports = (...args) => require(${JSON.stringify(path)})(...args)`,
      resolveDir: pluginData.resolveDir,
    }))
    build.onLoad({filter: /.*/, namespace: 'ejs'}, ({pluginData}) => ({
      contents: 'exports.render = (...args) => require("ejs").render(...args)',
      resolveDir: pluginData.resolveDir,
    }))
    // The templates go along, so that the program is one file.
    build.onLoad({filter: /[\\/]src[\\/]render[\\/]sources\.ts$/}, () => ({
      contents: `const texts = ${JSON.stringify(templates())}
export const templateSource = async (path) => texts[path]`,
    }))
    // `import()` of a script with a code cache fails: bin/run.js hands in one that works.
    build.onLoad({filter: /[\\/]src[\\/]server[\\/]import-module\.ts$/}, () => ({
      contents: 'export const importModule = (url) => module.importModule(url)',
    }))
    build.onResolve({filter: new RegExp(`^(${OWN_FILE.join('|')})$`)}, ({path}) => ({path, namespace: 'own-file'}))
    build.onResolve({filter: /\.cjs$/, namespace: 'own-file'}, ({path}) => ({path, external: true}))
    build.onLoad({filter: /.*/, namespace: 'own-file'}, ({path}) => ({
      contents: BY_NAME.includes(path)
        ? `module.exports = require('./${path}.cjs')`
        : `const {default: it} = require('./${path}.cjs')\nexport default it`,
    }))
    build.onResolve({filter: /^@oclif\/core$/}, () => ({path: 'core', namespace: 'core'}))
    build.onLoad({filter: /.*/, namespace: 'core'}, () => ({
      contents: `export * as Args from '@oclif/core/args'
export * as Flags from '@oclif/core/flags'
export {Command} from '@oclif/core/command'`,
      resolveDir: dirname(import.meta.dirname),
    }))
  },
}
