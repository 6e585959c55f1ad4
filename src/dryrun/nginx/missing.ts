import {dirname} from 'node:path'
import {type Directive, walk} from '../../config/directive.js'
import type {LoadedConfig} from '../../config/load.js'
import type {Finding} from '../../diagnostics.js'
import type {Host} from '../../host/host.js'
import {CERTIFICATES, CREATED, isNoLogFile, isPlainPath, KEYS, LOGS} from './replacements.js'

/** Certificates and keys that a test cannot read: their paths, and a word on each. */
export async function missingCertificates(
  {directives}: LoadedConfig,
  base: string,
  host: Host,
): Promise<{readonly paths: ReadonlySet<string>; readonly findings: readonly Finding[]}> {
  const paths = new Set<string>()
  const findings: Finding[] = []
  for (const {directive} of walk(directives)) {
    const path = certificatePath(directive, base)
    if (path === undefined || paths.has(path)) continue
    const {status} = await host.read(path, {maxBytes: 1})
    if (status === 'read') continue
    paths.add(path)
    const reason = status === 'denied' ? 'cannot be read by this user' : 'is not there'
    findings.push({
      id: 'NGINX_CERTIFICATE',
      severity: 'info',
      message: `${path} ${reason}; the test used a certificate of its own`,
      location: directive.location,
    })
  }
  return {paths, findings}
}

/** Folders that Nginx would have to make more than the last step of; in the test they are elsewhere. */
export async function missingFolders(
  {directives}: LoadedConfig,
  base: string,
  host: Host,
): Promise<readonly Finding[]> {
  const findings = new Map<string, Finding>()
  for (const {directive} of walk(directives)) {
    const path = createdPath(directive, base)
    if (path === undefined || findings.has(path)) continue
    const parent = dirname(path)
    if ((await host.facts(parent)) !== undefined) continue
    const message = `${parent} is not there, and Nginx makes only the last step of ${path}`
    findings.set(path, {id: 'NGINX_TEST', severity: 'error', message, location: directive.location})
  }
  return [...findings.values()]
}

function createdPath({name, args}: Directive, base: string): string | undefined {
  const value = args[0]?.value
  if (value === undefined || !(CREATED.test(name) || LOGS.test(name)) || isNoLogFile(value)) return undefined
  return value.startsWith('/') ? value : base + value
}

function certificatePath({name, args}: Directive, base: string): string | undefined {
  const value = args[0]?.value
  if (value === undefined || !(CERTIFICATES.test(name) || KEYS.test(name)) || !isPlainPath(value)) return undefined
  return value.startsWith('/') ? value : base + value
}
