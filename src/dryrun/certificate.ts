import {generateKeyPairSync, sign} from 'node:crypto'

/** A certificate of nobody for nothing, with its key, as PEM: for a test of a configuration whose own is not there yet. */
export interface TestCertificate {
  readonly certificate: string
  readonly key: string
}

const ECDSA_WITH_SHA256 = '06082a8648ce3d040302'
const COMMON_NAME = '0603550403'

/** Self-signed, for `tsgi.invalid`, for the years in which two digits tell the century (X.509's UTCTime). */
export function testCertificate(): TestCertificate {
  const {privateKey, publicKey} = generateKeyPairSync('ec', {namedCurve: 'prime256v1'})
  const algorithm = der(0x30, Buffer.from(ECDSA_WITH_SHA256, 'hex'))
  const name = der(0x30, der(0x31, der(0x30, Buffer.from(COMMON_NAME, 'hex'), der(0x0c, Buffer.from('tsgi.invalid')))))
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')))
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({type: 'spki', format: 'der'}),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  return {
    certificate: pem(der(0x30, body, algorithm, signature)),
    key: privateKey.export({type: 'pkcs8', format: 'pem'}).toString(),
  }
}

/**
 * One value of ASN.1:
 *
 *     +-----+--------------------------------+==========+
 *     | tag | length: n, or 0x82 and 2 bytes | contents |
 *     +-----+--------------------------------+==========+
 */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const size = content.length
  const length = size < 0x80 ? [size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g)!
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
