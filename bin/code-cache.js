// Writes what V8 compiled of the program while it did what most runs do; bin/run.js loads it with the same wrapper.
import {readFileSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname} from 'node:path'
import vm from 'node:vm'

const filename = process.argv[2]
const script = new vm.Script(`(function(exports,require,module){${readFileSync(filename, 'utf8')}\n})`, {
  filename,
})
const module = {exports: {}}
script.runInThisContext()(module.exports, createRequire(filename), module)
process.argv.splice(2, 1, 'ping', '/nonexistent.sock')
await module.exports.run(dirname(dirname(dirname(filename))))
writeFileSync(`${filename}.cache`, script.createCachedData())
process.exitCode = 0
