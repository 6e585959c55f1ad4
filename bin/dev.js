#!/usr/bin/env node
// tsgi from src/, as it is now: builds the program, without the library and its types, and runs it.
process.argv.push('--program')
await import('./build.js')
process.argv.pop()
await import('./run.js')
