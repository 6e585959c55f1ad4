import {execFileSync} from 'node:child_process'
import {join} from 'node:path'

export interface Certificate {
  readonly certificate: string
  readonly key: string
}

/** A certificate for these names that nobody signed, in the folder. */
export function certificateFor(folder: string, names: readonly string[]): Certificate {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const alternatives = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', `/CN=${names[0]}`, '-addext', alternatives, '-addext', 'basicConstraints=critical,CA:FALSE'],
      ...['-keyout', key, '-out', certificate],
    ],
    {stdio: 'ignore'},
  )
  return {certificate, key}
}
