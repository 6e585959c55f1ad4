// Makes a clone ready to run with nothing but Node: the locked dependencies and a fresh build. No imports from node_modules.
import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const SOURCES = ['src', 'templates', 'bin', 'package.json', 'package-lock.json', 'tsconfig.build.json']

/** Runs a program in the clone with its output shown; ends this process when it fails. */
export function step(title, command, args) {
  console.error(`\n▸ ${title}`)
  const {status, signal, error} = spawnSync(command, args, {cwd: ROOT, stdio: 'inherit'})
  if (status === 0) return
  console.error(`\n✖ ${title}: ${error?.message ?? (signal ? `ended by ${signal}` : `exit code ${status}`)}`)
  process.exit(status ?? 1)
}

/** Installs and builds what is missing or out of date. */
export function makeReady() {
  if (!isInstalled()) step('Install the locked dependencies (npm ci)', 'npm', ['ci', '--no-audit', '--no-fund'])
  if (!isBuilt()) step('Build (npm run build)', process.execPath, ['bin/build.js'])
}

/** npm notes what it installed in a lockfile of its own: the two must name the same versions. */
function isInstalled() {
  const installed = readPackages('node_modules/.package-lock.json')
  return Object.entries(readPackages('package-lock.json')).every(([path, locked]) => {
    if (path === '') return true
    const found = installed[path]
    return found
      ? found.version === locked.version
      : locked.optional === true || locked.devOptional === true || locked.peer === true
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages
  } catch {
    return {}
  }
}

function isBuilt() {
  const built = ['dist/cli/main.cjs', 'dist/lib/index.js', 'oclif.manifest.json'].map((file) => join(ROOT, file))
  if (!built.every((file) => existsSync(file))) return false
  const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs))
  return SOURCES.every((source) => newestIn(join(ROOT, source)) <= oldest)
}

function newestIn(path) {
  const {mtimeMs} = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
