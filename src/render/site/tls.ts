import type {Tls} from '../../deployment/deployment.js'

/** TLS 1.2 with forward secrecy and authenticated encryption: the intermediate profile of Mozilla's guideline. */
const INTERMEDIATE_CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':')

/** What Mozilla's guideline says of a profile. */
export interface TlsProfile {
  readonly name: Tls['profile']
  readonly isModern: boolean
  /** Of TLS 1.2; those of 1.3 are all good. */
  readonly ciphers: string
  readonly curves: string
}

export function tlsProfile(name: Tls['profile']): TlsProfile {
  return {
    name,
    isModern: name === 'modern',
    ciphers: INTERMEDIATE_CIPHERS,
    curves: 'X25519:prime256v1:secp384r1',
  }
}

/** `https://example.org:8443` without the host: the port that clients are sent to, empty for 443. */
export function redirectPort({listen}: Tls): string {
  const port = listen[0]?.port ?? 443
  return port === 443 ? '' : `:${port}`
}
