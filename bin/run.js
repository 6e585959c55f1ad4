#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
  console.error(`Error: tsgi needs Node 20.19 or later, or 22.12 or later; this is ${process.version}`)
  process.exitCode = 3
} else {
  await start()
}

async function start() {
  // Not by import: that has Node make ready every export of these modules, file streams among them, for 3 ms.
  const [fs, url, path] = ['fs', 'url', 'path'].map(process.getBuiltinModule)
  const root = path.dirname(path.dirname(url.fileURLToPath(import.meta.url)))
  const program = path.join(root, 'dist/cli/main.cjs')
  if (fs.existsSync(program)) return load(program).run(root)
  console.error(`Error: tsgi is not built yet\nTry: cd ${root} && npm ci && npm run build`)
  process.exitCode = 3
}

/** What require() does, with the compiled code that the build left beside it: 12 ms. V8 ignores it where it does not fit. */
function load(filename) {
  const [fs, {createRequire}, vm] = ['fs', 'module', 'vm'].map(process.getBuiltinModule)
  const cache = `${filename}.cache`
  const script = new vm.Script(`(function(exports,require,module){${fs.readFileSync(filename, 'utf8')}\n})`, {
    filename,
    cachedData: fs.existsSync(cache) ? fs.readFileSync(cache) : undefined,
  })
  const module = {exports: {}, importModule: (url) => import(url)}
  script.runInThisContext()(module.exports, createRequire(filename), module)
  return module.exports
}
