#!/usr/bin/env node
import {createRequire} from 'node:module'
import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
await createRequire(import.meta.url)('../dist/cli/main.cjs').run(root)
