import {expect, test} from 'vitest'
import {parseRequestTarget} from '../../src/client/request-target.js'

test.each([
  ['/', '/', '/', ''],
  ['/a/b?x=1&y=%20', '/a/b?x=1&y=%20', '/a/b', 'x=1&y=%20'],
  ['login', '/login', '/login', ''],
  ['?q=1', '/?q=1', '/', 'q=1'],
  ['/a?b?c', '/a?b?c', '/a', 'b?c'],
  ['/a?', '/a?', '/a', ''],
  ['/a b"c', '/a%20b%22c'.replace('%22', '"'), '/a b"c', ''],
  ['/caf\xc3\xa9', '/caf%C3%A9', '/caf\xc3\xa9', ''],
  ['/caf%c3%a9', '/caf%c3%a9', '/caf\xc3\xa9', ''],
  ['/a%2Fb%25', '/a%2Fb%25', '/a/b%', ''],
  ['/a#part', '/a', '/a', ''],
  ['*', '*', '*', ''],
  ['//host/x', '//host/x', '//host/x', ''],
])('%j', (text, uri, path, query) => {
  expect(parseRequestTarget(text)).toEqual({uri, path, query})
})

test('a whole URL brings its host and whether it is TLS', () => {
  expect(parseRequestTarget('http://Example.test:8080/a?b#c')).toEqual({
    ...{uri: '/a?b', path: '/a', query: 'b'},
    ...{host: 'Example.test:8080', https: false},
  })
  expect(parseRequestTarget('HTTPS://example.test')).toMatchObject({uri: '/', host: 'example.test', https: true})
  expect(parseRequestTarget('https://[::1]:8443/')).toMatchObject({host: '[::1]:8443'})
})

test.each([
  ['/%', /no percent-escape/],
  ['/%4', /no percent-escape/],
  ['/%00', /NUL/],
  ['ws://x/', /only http/],
  ['http:///x', /no host/],
])('%j is refused', (text, says) => {
  expect(() => parseRequestTarget(text)).toThrow(says)
})

test('a password in a URL is refused, and not repeated', () => {
  expect(() => parseRequestTarget('https://ada:secret@x/')).toThrow(/user name/)
  expect(() => parseRequestTarget('https://ada:secret@x/')).not.toThrow(/secret/)
})
