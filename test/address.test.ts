import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {type Address, formatAddress, parseAddress} from '../src/address.js'
import {TsgiError} from '../src/errors.js'

const unix = (path: string): Address => ({kind: 'unix', path})
const tcp = (host: string, port: number): Address => ({kind: 'tcp', host, port})

test.each([
  ['/run/app.sock', unix('/run/app.sock')],
  ['./app.sock', unix('./app.sock')],
  ['../app.sock', unix('../app.sock')],
  ['unix:/run/app.sock', unix('/run/app.sock')],
  ['unix:///run/app.sock', unix('/run/app.sock')],
  ['UNIX:app.sock', unix('app.sock')],
  ['/run/with space:80', unix('/run/with space:80')],
  ['@uwsgi', {kind: 'abstract', name: 'uwsgi'}],
  ['@with/slash:80', {kind: 'abstract', name: 'with/slash:80'}],
  ['127.0.0.1:3031', tcp('127.0.0.1', 3031)],
  ['app_1.internal:3031', tcp('app_1.internal', 3031)],
  [':3031', tcp('127.0.0.1', 3031)],
  ['[::1]:3031', tcp('::1', 3031)],
  ['[fe80::1%eth0]:3031', tcp('fe80::1%eth0', 3031)],
  ['[::ffff:10.0.0.1]:1', tcp('::ffff:10.0.0.1', 1)],
  ['localhost:65535', tcp('localhost', 65_535)],
] as const)('%s', (text, address) => {
  expect(parseAddress(text)).toEqual(address)
  expect(parseAddress(formatAddress(parseAddress(text)))).toEqual(address)
})

test('a bare name is a path when such a file exists', () => {
  const isFile = () => true
  expect(parseAddress('app', {isFile})).toEqual(unix('app'))
  expect(parseAddress('host:80', {isFile})).toEqual(unix('host:80'))
  expect(parseAddress(formatAddress(parseAddress('host:80', {isFile})))).toEqual(unix('host:80'))
  expect(() => parseAddress('app', {isFile: () => false})).toThrow(/no socket file of that name/)
})

test('a name that ends like a socket is one that may come up later', () => {
  expect(parseAddress('app.sock', {isFile: () => false})).toEqual(unix('app.sock'))
  expect(formatAddress(unix('app.sock'))).toBe('app.sock')
})

describe('what is no address says why', () => {
  test.each([
    ['', /it is empty/],
    ['127.0.0.1', /a port is missing/],
    ['localhost', /a port is missing/],
    ['localhost:', /a port is missing/],
    ['localhost:0', /port 0 is not between 1 and 65535/],
    ['localhost:65536', /port 65536 is not between/],
    ['localhost:99999999999999999999', /is not between/],
    ['localhost:http', /the port "http" is not a number/],
    ['localhost:80/path', /begins with/],
    ['run/app', /there is no such file, and a path that may be missing begins with/],
    ['::1:3031', /an IPv6 address needs brackets/],
    ['[::1]', /a port is missing/],
    ['[::1', /neither/],
    ['unix:', /the path is missing/],
    ['@', /the name is missing/],
    ['http://127.0.0.1:8000/', /http:\/\/ is not a uwsgi socket/],
    ['uwsgi://127.0.0.1:3031', /write it without uwsgi:\/\//],
    ['a b:80', /neither/],
    ['/run/\0app', /control character/],
    ['host\n:80', /control character/],
    [`/${'x'.repeat(107)}`, /the path is 108 bytes and a unix socket takes at most 107/],
    [`/${'ü'.repeat(54)}`, /the path is 109 bytes/],
    [`@${'x'.repeat(102)}`, /the name is 102 bytes and uWSGI takes at most 101/],
  ])('%j', (text, reason) => {
    const failure = (() => {
      try {
        return parseAddress(text)
      } catch (error) {
        return error
      }
    })()
    expect(failure).toBeInstanceOf(TsgiError)
    expect(failure).toMatchObject({code: 'TSGI_BAD_ADDRESS', kind: 'usage', message: expect.stringMatching(reason)})
    expect((failure as TsgiError).suggestions).not.toEqual([])
    expect((failure as TsgiError).message.length).toBeLessThan(250)
  })

  test('the longest names that there can be are taken', () => {
    expect(parseAddress(`/${'x'.repeat(106)}`).kind).toBe('unix')
    expect(parseAddress(`@${'x'.repeat(101)}`).kind).toBe('abstract')
  })
})

test('any text is an address or a usage error, and what is one is written back', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({unit: fc.constantFrom(...'/.:@[]%a1 ')})), (text) => {
      try {
        const address = parseAddress(text)
        expect(parseAddress(formatAddress(address))).toEqual(address)
      } catch (error) {
        expect(error).toMatchObject({code: 'TSGI_BAD_ADDRESS', kind: 'usage'})
      }
    }),
  )
})
