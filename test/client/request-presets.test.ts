import {readdirSync, readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import type {PresetName} from '../../src/client/presets/index.js'
import type {Site} from '../../src/client/presets/preset.js'
import {buildRequest, type RequestInput} from '../../src/client/request-build.js'
import type {Var} from '../../src/wire/vars.js'

const folder = new URL('../fixtures/captures/', import.meta.url)
const upstream = {kind: 'tcp', host: '127.0.0.1', port: 31_299} as const
const captured = readdirSync(folder).filter((file) => /^(nginx|apache|lighttpd)-.*\.json$/.test(file))

interface Capture {
  readonly server: PresetName
  readonly http_request_latin1: string
  readonly body_latin1: string
  readonly vars: readonly Var[]
}

/** The request line and the headers of the HTTP request, as the preset takes them. */
function asInit({server, http_request_latin1, body_latin1}: Capture, site: Partial<Site>): RequestInput {
  const [requestLine, ...lines] = http_request_latin1.split('\r\n\r\n')[0]!.split('\r\n')
  const [method, path] = requestLine!.split(' ')
  const headers = lines.map((line): Var => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])
  return {method: method!, path: path!, headers, preset: server, site, ...(body_latin1 ? {body: body_latin1} : {})}
}

/** What no client chooses: the ports, the folder, as the capture has them. */
function siteOf(vars: readonly Var[]): Partial<Site> {
  const value = (name: string) => vars.find(([found]) => found === name)![1]
  return {remotePort: value('REMOTE_PORT'), serverPort: value('SERVER_PORT'), documentRoot: value('DOCUMENT_ROOT')}
}

describe('a preset sends what the real server sent', () => {
  test('there are captures of the three servers', () => {
    expect(captured).toHaveLength(18)
  })

  test.each(captured)('%s', (file) => {
    const capture: Capture = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    const built = buildRequest(upstream, asInit(capture, siteOf(capture.vars)))
    expect(built.vars).toEqual(capture.vars)

    const sent = Buffer.concat([built.packet, ...((built.body?.read() as Iterable<Uint8Array>) ?? [])])
    expect(sent.equals(readFileSync(new URL(file.replace('.json', '.bin'), folder)))).toBe(true)
  })
})

test('the command line reaches the same bytes: content headers stand where clients put them', () => {
  const capture: Capture = JSON.parse(readFileSync(new URL('nginx-post-body.json', folder), 'utf8'))
  const built = buildRequest(upstream, {
    path: '/form?x=1',
    body: 'a=1&b=hello',
    host: 'example.test',
    headers: [
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Connection', 'close'],
    ],
    params: [
      ['REMOTE_PORT', '52272'],
      ['SERVER_PORT', '31201'],
      ['DOCUMENT_ROOT', '/srv/none'],
    ],
  })
  expect(built.vars).toEqual(capture.vars)
})

describe('where the servers differ', () => {
  const cookies: Var[] = [
    ['Cookie', 'a=1'],
    ['Cookie', 'b=2'],
  ]
  const cookiesOf = (preset: PresetName) =>
    buildRequest(upstream, {preset, headers: cookies}).vars.filter(([name]) => name === 'HTTP_COOKIE')

  test('two cookies', () => {
    expect(cookiesOf('nginx')).toEqual([
      ['HTTP_COOKIE', 'a=1'],
      ['HTTP_COOKIE', 'b=2'],
    ])
    expect(cookiesOf('apache')).toEqual([['HTTP_COOKIE', 'a=1, b=2']])
    expect(cookiesOf('lighttpd')).toEqual([['HTTP_COOKIE', 'a=1; b=2']])
    expect(cookiesOf('minimal')).toEqual([['HTTP_COOKIE', 'a=1; b=2']])
  })

  test.each([
    ['nginx', 'example.test'],
    ['apache', 'Example.Test:8080'],
    ['lighttpd', 'example.test:8080'],
    ['minimal', 'Example.Test:8080'],
  ] as const)('%s and the Host header', (preset, host) => {
    const vars = new Map(buildRequest(upstream, {preset, host: 'Example.Test:8080'}).vars)
    expect(vars.get('HTTP_HOST')).toBe(host)
    expect(vars.get('SERVER_NAME')).toBe('example.test')
    expect(vars.get('SERVER_PORT')).toBe('8080')
  })

  test.each([
    ['nginx', 'a.test', 'a.test'],
    ['apache', 'A.test:80', 'A.test:443'],
    ['lighttpd', 'a.test', 'a.test'],
  ] as const)('%s and the port that the scheme has anyway', (preset, plain, secure) => {
    const hostOf = (host: string, https: boolean) =>
      new Map(buildRequest(upstream, {preset, host, https}).vars).get('HTTP_HOST')
    expect([hostOf('A.test:80', false), hostOf('A.test:443', true)]).toEqual([plain, secure])
  })

  test('credentials that came twice are joined by apache, also behind everything else', () => {
    const headers: Var[] = [
      ['Authorization', 'Bearer x'],
      ['Authorization', 'Bearer y'],
    ]
    const {vars} = buildRequest(upstream, {preset: 'apache', headers})
    expect(vars.at(-1)).toEqual(['HTTP_AUTHORIZATION', 'Bearer x, Bearer y'])
  })

  test('a chunked body has its length where an application looks for it', () => {
    const headers: Var[] = [['Transfer-Encoding', 'chunked']]
    for (const preset of ['nginx', 'lighttpd', 'minimal'] as const) {
      const vars = new Map(buildRequest(upstream, {preset, headers, body: 'abc'}).vars)
      expect([preset, vars.get('CONTENT_LENGTH'), vars.get('HTTP_CONTENT_LENGTH')]).toEqual([preset, '3', undefined])
    }
  })

  test.each(['nginx', 'apache', 'lighttpd', 'minimal'] as const)('%s over TLS', (preset) => {
    const vars = new Map(buildRequest(upstream, {preset, https: true}).vars)
    expect(vars.get('HTTPS')).toBe('on')
    expect(vars.get('SERVER_PORT')).toBe('443')
  })

  test('paths are normalised but by minimal', () => {
    const pathOf = (preset: PresetName) =>
      new Map(buildRequest(upstream, {preset, path: '//a/./b/../c%20d/'}).vars).get('PATH_INFO')
    expect([pathOf('nginx'), pathOf('apache'), pathOf('lighttpd'), pathOf('minimal')]).toEqual([
      '/a/c d/',
      '/a/c d/',
      '/a/c d/',
      '//a/./b/../c d/',
    ])
    expect(() => buildRequest(upstream, {path: '/../etc'})).toThrow(/above the root/)
    expect(() => buildRequest(upstream, {path: '/a%2fb', preset: 'apache'})).toThrow(/encoded slash/)
    expect(new Map(buildRequest(upstream, {path: '/a%2fb'}).vars).get('PATH_INFO')).toBe('/a/b')
  })
})
