import {dirname, join, resolve} from 'node:path'
import {parseDescription} from '../deployment/parse.js'
import {DeploymentError} from '../deployment/problem.js'
import type {Severity} from '../diagnostics.js'
import type {Host} from '../host/host.js'
import {DEPLOYMENT_FILE} from './deployment-source.js'

export interface ProjectSeverities {
  readonly severities: Readonly<Record<string, Severity | 'off'>>
  /** A `tsgi.yaml` that could not be read, and so has no say. */
  readonly unreadable?: string
}

/** What the nearest `tsgi.yaml` says of severities: beside what is linted, or in a folder above it. */
export async function projectSeverities(path: string, host: Host): Promise<ProjectSeverities> {
  const file = await nearest(path, host)
  const reading = file === undefined ? undefined : await host.read(file)
  if (file === undefined || reading?.status !== 'read') return {severities: {}}
  if (!/^lint\s*:/m.test(reading.bytes.toString('latin1'))) return {severities: {}}
  try {
    const {description} = await parseDescription(reading.bytes, file)
    return {severities: description.lint ?? {}}
  } catch (error) {
    if (error instanceof DeploymentError) return {severities: {}, unreadable: file}
    throw error
  }
}

async function nearest(path: string, host: Host): Promise<string | undefined> {
  const start = resolve(path)
  const facts = await host.facts(start)
  let folder = facts !== 'denied' && facts?.kind === 'folder' ? start : dirname(start)
  for (;;) {
    const file = join(folder, DEPLOYMENT_FILE)
    const found = await host.facts(file)
    if (found !== 'denied' && found?.kind === 'file') return file
    if (folder === dirname(folder)) return undefined
    folder = dirname(folder)
  }
}
