import {type Directive, walk} from '../../config/directive.js'
import type {LoadedConfig} from '../../config/load.js'
import type {Finding} from '../../diagnostics.js'
import type {Host} from '../../host/host.js'
import {CERTIFICATES, isPlainPath, KEYS} from './replacements.js'

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

function certificatePath({name, args}: Directive, base: string): string | undefined {
  const value = args[0]?.value
  if (value === undefined || !(CERTIFICATES.test(name) || KEYS.test(name)) || !isPlainPath(value)) return undefined
  return value.startsWith('/') ? value : base + value
}
