import {readdirSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {readGatewayRequest} from '../../src/server/gateway-request.js'
import type {Var} from '../../src/wire/vars.js'

const read = (vars: Record<string, string>) => readGatewayRequest(Object.entries(vars))

test.each<[what: string, vars: Record<string, string>, url: string]>([
  ['REQUEST_URI as it is', {REQUEST_URI: '/a%2Fb?c=%20', PATH_INFO: '/a/b'}, '/a%2Fb?c=%20'],
  ['an absolute one without its authority', {REQUEST_URI: 'http://evil.example/a?b'}, '/a?b'],
  ['raw UTF-8 bytes percent-encoded', {REQUEST_URI: '/gr\xc3\xbc\xc3\x9fe x'}, '/gr%C3%BC%C3%9Fe%20x'],
  ['control characters percent-encoded', {REQUEST_URI: '/a\r\nSet-Cookie: x'}, '/a%0D%0ASet-Cookie:%20x'],
  ['* of OPTIONS', {REQUEST_URI: '*'}, '*'],
  ['put together without REQUEST_URI', {SCRIPT_NAME: '/app', PATH_INFO: '/x', QUERY_STRING: 'q=1'}, '/app/x?q=1'],
  ['a decoded path encoded again', {PATH_INFO: '/100%?#'}, '/100%25%3F%23'],
  ['a path without its slash', {PATH_INFO: 'x'}, '/x'],
  ['/ when nothing is known', {}, '/'],
])('the URL is %s', (_, vars, url) => {
  expect(read(vars).url).toBe(url)
})

test.each<[vars: Record<string, string>, scheme: string]>([
  [{}, 'http'],
  [{HTTPS: 'on'}, 'https'],
  [{HTTPS: '1'}, 'https'],
  [{HTTPS: 'off'}, 'http'],
  [{HTTPS: ''}, 'http'],
  [{REQUEST_SCHEME: 'https'}, 'https'],
  [{UWSGI_SCHEME: 'https'}, 'https'],
  [{HTTP_X_FORWARDED_PROTO: 'https'}, 'http'],
])('%j is %s', (vars, scheme) => {
  expect(read(vars).scheme).toBe(scheme)
})

test.each<[vars: Record<string, string>, host: string]>([
  [{HTTP_HOST: 'example.org:8080', SERVER_NAME: 'other'}, 'example.org:8080'],
  [{SERVER_NAME: 'example.org', SERVER_PORT: '8080'}, 'example.org:8080'],
  [{SERVER_NAME: 'example.org', SERVER_PORT: '80'}, 'example.org'],
  [{SERVER_NAME: 'example.org', SERVER_PORT: '443', HTTPS: 'on'}, 'example.org'],
  [{HTTP_HOST: '[::1]:80'}, '[::1]:80'],
  [{HTTP_HOST: 'evil/@x', SERVER_NAME: 'good'}, 'good'],
  [{HTTP_HOST: 'a b'}, 'localhost'],
])('the host of %j is %s', (vars, host) => {
  expect(read(vars).host).toBe(host)
})

test.each([
  ['5', 5],
  ['5abc', 5],
  ['abc', 0],
  ['-5', 0],
  ['', 0],
])('CONTENT_LENGTH %j is %i bytes, as uWSGI reads it', (text, bytes) => {
  expect(read({CONTENT_LENGTH: text}).contentLength).toBe(bytes)
})

test('headers: all of them in order, named as HTTP names them, without those that must not pass', () => {
  const vars: Var[] = [
    ['HTTP_COOKIE', 'a=1'],
    ['HTTP_X_NAME', 'gr\xc3\xbc\xc3\x9fe'],
    ['HTTP_PROXY', 'http://evil.example'],
    ['HTTP_TRANSFER_ENCODING', 'chunked'],
    ['HTTP_CONTENT_LENGTH', '99'],
    ['HTTP_CONTENT_TYPE', 'wrong/type'],
    ['HTTP_COOKIE', 'b=2'],
    ['CONTENT_TYPE', 'text/plain'],
    ['CONTENT_LENGTH', '3'],
  ]
  expect(readGatewayRequest(vars).rawHeaders).toEqual(
    ['Cookie', 'a=1', 'X-Name', 'gr\xc3\xbc\xc3\x9fe', 'Cookie', 'b=2'].concat([
      'Content-Type',
      'text/plain',
      'Content-Length',
      '3',
    ]),
  )
})

const captures = new URL('../fixtures/captures/', import.meta.url)
const fronts = readdirSync(captures).filter((name) => /^(nginx|apache|lighttpd)-.*\.json$/.test(name))

test('there are captures of all three fronts', () => {
  expect(new Set(fronts.map((name) => name.split('-')[0]))).toEqual(new Set(['nginx', 'apache', 'lighttpd']))
})

test.each(fronts)('%s: method, URL, protocol and client are those of the request', (name) => {
  const {vars} = JSON.parse(readFileSync(new URL(name, captures), 'utf8')) as {vars: Var[]}
  const known = new Map(vars)
  expect(readGatewayRequest(vars)).toMatchObject({
    method: known.get('REQUEST_METHOD'),
    url: known.get('REQUEST_URI'),
    protocol: known.get('SERVER_PROTOCOL'),
    remoteAddress: '127.0.0.1',
    remotePort: Number(known.get('REMOTE_PORT')),
    scheme: 'http',
  })
})
