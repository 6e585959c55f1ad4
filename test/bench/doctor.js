// Prints the confusion matrix of `tsgi doctor`: every fault of the live tests, made in a real deployment. Needs root.
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))
const outfile = `${root}/dist/bench/doctor-matrix.mjs`
await build({
  entryPoints: [`${root}/test/bench/doctor-matrix.ts`],
  ...{
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    outfile,
    logLevel: 'error',
  },
})
await import(outfile)
