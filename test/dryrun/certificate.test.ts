import {createPrivateKey, X509Certificate} from 'node:crypto'
import {expect, test} from 'vitest'
import {testCertificate} from '../../src/dryrun/certificate.js'

test('a certificate that fits its key, signed by itself, for nobody', () => {
  const {certificate, key} = testCertificate()
  const read = new X509Certificate(certificate)
  expect(read.subject).toBe('CN=tsgi.invalid')
  expect(read.verify(read.publicKey)).toBe(true)
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true)
  expect(new Date(read.validTo).getUTCFullYear()).toBe(2049)
  expect(testCertificate().key).not.toBe(key)
})
