import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Interfaces} from '@oclif/core'
import {ROOT} from './tsgi.js'

/** What the last build knows of the commands. */
export function readManifest(): Interfaces.Manifest {
  return JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8')) as Interfaces.Manifest
}
