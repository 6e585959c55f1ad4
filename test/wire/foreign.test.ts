import {expect, test} from 'vitest'
import {recogniseForeign} from '../../src/wire/foreign.js'
import {captures, pair} from '../support/captures.js'

test.each([
  ['GET / HTTP/1.1\r\n', 'http-request', 21573],
  ['POST /x HTTP/1.1', 'http-request', 21327],
  ['HEAD / HTTP/1.0', 'http-request', 16709],
  ['PUT / HTTP/1.1', 'http-request', 21589],
  ['DELETE / HTTP/1.1', 'http-request', 19525],
  ['OPTIONS * HTTP/1.1', 'http-request', 21584],
  ['PATCH / HTTP/1.1', 'http-request', 21569],
  ['CONNECT a:1 HTTP/1.1', 'http-request', 20047],
  ['TRACE / HTTP/1.1', 'http-request', 16722],
  ['PROXY TCP4 1.2.3.4', 'proxy-protocol', 20306],
  ['PRI * HTTP/2.0\r\n', 'http2', 18770],
  ['\x16\x03\x01\x02\x00\x01', 'tls', 259],
  ['HTTP/1.1 200 OK\r\n', 'http-response', undefined],
  ['\x01\x01\0\x01\0\x08\0\0', 'fastcgi', undefined],
  ['70:CONTENT_LENGTH\x000\0', 'scgi', undefined],
  ['{\n\t"version":"2.0.21"', 'json', undefined],
  ['SSH-2.0-OpenSSH', 'ssh', undefined],
])('%j is named, with the number that uWSGI logs', (head, protocol, blockSize) => {
  const foreign = recogniseForeign(Buffer.from(head, 'latin1'))
  expect(foreign?.protocol).toBe(protocol)
  if (blockSize !== undefined) expect(foreign?.blockSize).toBe(blockSize)
})

test('no real packet is taken for another protocol', () => {
  for (const {name, bytes} of captures()) expect(recogniseForeign(bytes), name).toBeUndefined()
  for (const name of ['ping', 'rpc', 'signal', 'spool', 'cache-get']) {
    expect(recogniseForeign(pair(name).request), name).toBeUndefined()
    expect(recogniseForeign(pair(name).response), name).toBeUndefined()
  }
})
