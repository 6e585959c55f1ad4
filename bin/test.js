// `npm test`: everything, on a fresh clone with nothing but Node. It installs what is missing and says so.
import {makeReady, step} from './ready.js'

const npx = (title, tool, ...args) => step(title, process.execPath, [`node_modules/${tool}`, ...args])

makeReady()
step('Servers for the live tests', 'bash', ['test/live/install.sh'])
npx('Types', 'typescript/bin/tsc', '--noEmit')
npx('Lint', '@biomejs/biome/bin/biome', 'check', '.')
npx('Tests: unit, end to end, live', 'vitest/vitest.mjs', 'run', ...process.argv.slice(2))
