import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {hostName, ipAddress, listenAddress, network} from '../../src/deployment/grammar/hosts.js'
import {
  deploymentName,
  directiveName,
  nameFrom,
  optionName,
  pythonCallable,
  pythonModule,
  userName,
  variableName,
} from '../../src/deployment/grammar/names.js'
import {
  absolutePath,
  cgiHelper,
  folderUrl,
  mountPoint,
  pathFrom,
  socketAddress,
} from '../../src/deployment/grammar/paths.js'
import {
  integer,
  mebibytes,
  milliseconds,
  rate,
  seconds,
  size,
  sizeText,
  socketMode,
  timeText,
  versionNumber,
} from '../../src/deployment/grammar/quantities.js'
import {type Grammar, plainText, Refusal} from '../../src/deployment/grammar/refusal.js'

/** What it becomes, or why not. */
function read(grammar: Grammar<unknown>, value: unknown): unknown {
  try {
    return grammar(value)
  } catch (error) {
    if (error instanceof Refusal) return `REFUSED ${error.message}`
    throw error
  }
}
const refused = (reason: string) =>
  expect.stringMatching(new RegExp(`^REFUSED .*${reason.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`))

describe.each<readonly [string, Grammar<unknown>, readonly (readonly [unknown, unknown])[]]>([
  [
    ...(['a name', deploymentName] as const),
    [
      ['shop', 'shop'],
      ['my_shop-2', 'my_shop-2'],
      ['Shop', refused('it holds "S"')],
      ['2shop', refused('begins with a letter')],
      ['-shop', refused('begins with a letter')],
      ['', refused('begins with a letter')],
      ['a.b', refused('it holds "."')],
      ['a/b', refused('it holds "/"')],
      ['x'.repeat(49), refused('longer than 48')],
      [5, refused('5 is not a name')],
    ],
  ],
  [
    ...(['a user', userName] as const),
    [
      ['www-data', 'www-data'],
      ['_shop', '_shop'],
      [1000, '1000'],
      ['10001', '10001'],
      ['a b', refused('it holds " "')],
      ['root;x', refused('it holds ";"')],
      ['-x', refused('is not a user')],
    ],
  ],
  [
    ...(['a variable', variableName] as const),
    [
      ['LANG', 'LANG'],
      ['A=B', refused('it holds "="')],
      ['1A', refused('is not a name')],
      ['UWSGI_MODULE', refused('uWSGI reads UWSGI_')],
    ],
  ],
  [
    ...(['a module', pythonModule] as const),
    [
      ['shop.wsgi', {module: 'shop.wsgi'}],
      ['shop.wsgi:application', {module: 'shop.wsgi', callable: 'application'}],
      ['shop:create_app()', {module: 'shop', callable: 'create_app()'}],
      ['größe', {module: 'größe'}],
      ['shop:create_app("x")', refused('without arguments')],
      ['shop.wsgi:', refused('callable')],
      ['shop/wsgi', refused('write it like')],
      ['a:b:c', refused('write it like')],
      ['os;x', refused('write it like')],
      ['a..b', refused('write it like')],
    ],
  ],
  [
    ...(['a callable', pythonCallable] as const),
    [
      ['app', 'app'],
      ['site.app', 'site.app'],
      ['make()', 'make()'],
      ['make(1)', refused('without arguments')],
      ['a b', refused('is not a Python callable')],
    ],
  ],
  [
    ...(['an option', optionName] as const),
    [
      ['py-tracebacker', 'py-tracebacker'],
      ['a=b', refused('it holds "="')],
      ['[uwsgi]', refused('it holds "["')],
      ['-x', refused('is not an option')],
    ],
  ],
  [
    ...(['a directive', directiveName] as const),
    [
      ['uwsgi_next_upstream', 'uwsgi_next_upstream'],
      ['ProxyTimeout', 'ProxyTimeout'],
      ['a b', refused('it holds " "')],
      ['}', refused('it holds "}"')],
    ],
  ],
  [
    ...(['a path', absolutePath] as const),
    [
      ['/srv/shop', '/srv/shop'],
      ['/srv//shop/./x/', '/srv/shop/x'],
      ['/', '/'],
      ['/srv/50% off/bücher', '/srv/50% off/bücher'],
      ['srv', refused('is not an absolute path')],
      ['', refused('it is empty')],
      ['/srv/../etc', refused('it holds ..')],
      ['/a\nb', refused('control character U+000A')],
      ['/a\0b', refused('control character U+0000')],
      ['/a\u202eb', refused('control character U+202E')],
      ['/a /b', refused('begins or ends with a blank')],
      [`/${'x'.repeat(256)}`, refused('over 255 bytes')],
      [`/${'x/'.repeat(2100)}`, refused('over 4095 bytes')],
      [null, refused('null is not a path')],
    ],
  ],
  [
    ...(['a mount', mountPoint] as const),
    [
      ['/', '/'],
      ['/shop/', '/shop'],
      ['/a/b', '/a/b'],
      ['shop', refused('begins with a slash')],
      ['/a;b', refused('it holds ";"')],
      ['/a b', refused('it holds " "')],
      ['/a%2fb', refused('it holds "%"')],
      ['/../x', refused('it holds . or ..')],
      ['//x', refused('it holds //')],
    ],
  ],
  [
    ...(['a URL of a folder', folderUrl] as const),
    [
      ['/static', '/static/'],
      ['/50% off/bücher/', '/50% off/bücher/'],
      ['/a?b/', refused('it holds "?"')],
      ['/a{b/', refused('it holds "{"')],
      ['/a"b/', refused('it holds "\\""')],
    ],
  ],
  [
    ...(['a socket', socketAddress] as const),
    [
      ['/run/a.sock', {kind: 'unix', path: '/run/a.sock'}],
      ['unix:/run/a.sock', {kind: 'unix', path: '/run/a.sock'}],
      ['@shop', {kind: 'abstract', name: 'shop'}],
      [':3031', {kind: 'tcp', host: '127.0.0.1', port: 3031}],
      ['[::1]:3031', {kind: 'tcp', host: '::1', port: 3031}],
      ['./a.sock', refused('is not an absolute path')],
      [`/${'x'.repeat(107)}`, refused('at most 107')],
      ['@a;b', refused('it holds ";"')],
      ['host', refused('is not an address')],
      ['127.0.0.1:70000', refused('not between 1 and 65535')],
    ],
  ],
  [
    ...(['a helper', cgiHelper] as const),
    [
      ['perl', 'perl'],
      ['/usr/bin/perl', '/usr/bin/perl'],
      ['perl -w', refused('its name or its absolute path')],
      ['../x', refused('its name or its absolute path')],
    ],
  ],
  [
    ...(['a host name', hostName] as const),
    [
      ['example.org', 'example.org'],
      ['Example.ORG.', 'example.org'],
      ['bücher.example', 'xn--bcher-kva.example'],
      ['*.bücher.example', '*.xn--bcher-kva.example'],
      ['日本語。jp', 'xn--wgv71a119e.jp'],
      ['10.0.0.1', '10.0.0.1'],
      ['localhost', 'localhost'],
      ['a;b', refused('it holds ";"')],
      ['a b', refused('it holds " "')],
      ['ex%61mple.org', refused('it holds "%"')],
      ['a_b.example', refused('it holds "_"')],
      ['-a.example', refused('begins or ends with -')],
      ['a..b', refused('a part of it is empty')],
      ['', refused('a part of it is empty')],
      ['*.*.a', refused('it holds "*"')],
      ['1.2.3.256', refused('it is no IPv4 address')],
      ['１２７.0.0.1', refused('no form in ASCII')],
      ['a／b.example', refused('it holds "／"')],
      [`${'a'.repeat(64)}.org`, refused('longer than 63')],
      [`${'a.'.repeat(127)}org`, refused('longer than 253')],
      ['example.org\r\nX: y', refused('control character')],
    ],
  ],
  [
    ...(['an IP address', ipAddress] as const),
    [
      ['::1', '::1'],
      ['1.2.3.4', '1.2.3.4'],
      ['1.2.3', refused('is not an IP address')],
      ['::g', refused('is not an IP address')],
      ['fe80::1%eth0', refused('is not an IP address')],
    ],
  ],
  [
    ...(['a network', network] as const),
    [
      ['10.0.0.0/8', '10.0.0.0/8'],
      ['2001:db8::/32', '2001:db8::/32'],
      ['10.0.0.0/33', refused('write it like')],
      ['10.0.0.0/8/8', refused('write it like')],
      ['all', refused('is not an IP address')],
    ],
  ],
  [
    ...(['where to listen', listenAddress] as const),
    [
      [80, {port: 80}],
      ['*:80', {port: 80}],
      ['127.0.0.1:8080', {host: '127.0.0.1', port: 8080}],
      ['[::1]:80', {host: '::1', port: 80}],
      [0, refused('write it like')],
      ['65536', refused('write it like')],
      ['80;x', refused('write it like')],
      ['example.org:80', refused('is not an IP address')],
    ],
  ],
  [
    ...(['a size', size(1, 2 ** 20)] as const),
    [
      ['64k', 65_536],
      ['1M', 2 ** 20],
      [10, 10],
      ['2m', refused('too large: it has to be at most 1048576 bytes')],
      [0, refused('too small')],
      ['8 m', refused('write it like')],
      ['1.5m', refused('write it like')],
      [-1, refused('write it like')],
      [1e21, refused('write it like')],
      [true, refused('write it like')],
    ],
  ],
  [
    ...(['mebibytes', mebibytes()] as const),
    [
      ['512m', 512],
      ['1g', 1024],
      [0, 0],
      [512, refused('write it like 512m')],
    ],
  ],
  [
    ...(['seconds', seconds(0, 3600)] as const),
    [
      [30, 30],
      ['30', 30],
      ['5m', 300],
      ['1h', 3600],
      ['2h', refused('too large')],
      ['500ms', refused('whole seconds')],
      ['30 s', refused('write it like')],
      [1.5, refused('write it like')],
    ],
  ],
  [
    ...(['milliseconds', milliseconds(0)] as const),
    [
      ['500ms', 500],
      [1, 1000],
      [0, 0],
    ],
  ],
  [
    ...(['a count', integer(1, 4)] as const),
    [
      [4, 4],
      [5, refused('at most 4')],
      [0, refused('at least 1')],
      ['2', refused('is not a whole number')],
      [1.5, refused('is not a whole number')],
      [Number.NaN, refused('is not a whole number')],
    ],
  ],
  [
    ...(['a mode', socketMode] as const),
    [
      [660, '660'],
      ['0660', '660'],
      ['678', refused('write it like 660')],
      ['1777', refused('write it like 660')],
    ],
  ],
  [
    ...(['a rate', rate] as const),
    [
      ['10/s', {count: 10, per: 'second'}],
      ['30/m', {count: 30, per: 'minute'}],
      ['0/s', refused('write it like')],
      ['1.5/s', refused('write it like')],
    ],
  ],
  [
    ...(['a version', versionNumber] as const),
    [
      ['1.22.1', '1.22.1'],
      [1.22, refused('write it like')],
      ['1.22; x', refused('write it like')],
    ],
  ],
])('%s', (_, grammar, cases) => {
  test.each(cases)('%j', (value, expected) => {
    expect(read(grammar, value)).toEqual(expected)
  })
})

test('a path starts from its folder', () => {
  expect(pathFrom('/srv/shop')('static')).toBe('/srv/shop/static')
  expect(pathFrom('/srv/shop')('/srv/x')).toBe('/srv/x')
  expect(pathFrom('/srv/shop')('.')).toBe('/srv/shop')
  expect(read(pathFrom('/srv/shop'), '../x')).toEqual(refused('it holds ..'))
})

test('a name is made of whatever there is', () => {
  expect(['My Shop', 'bücher.example', '2024-shop', '日本', '---'].map(nameFrom)).toEqual([
    ...['my-shop', 'bucher-example', 'shop', undefined, undefined],
  ])
  fc.assert(
    fc.property(fc.string({unit: 'binary'}), (text) => {
      const name = nameFrom(text)
      if (name !== undefined) expect(deploymentName(name)).toBe(name)
    }),
  )
})

test('sizes and times are written as they are read', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), (count) => {
      expect(size(0)(sizeText(count))).toBe(count)
      expect(seconds(0)(timeText(count))).toBe(count)
    }),
  )
})

/** For each grammar what its result may consist of, whatever went in. */
const SAFE: readonly (readonly [string, Grammar<unknown>, RegExp])[] = [
  ['deploymentName', deploymentName, /^[a-z][a-z0-9_-]*$/],
  ['userName', userName, /^[a-z0-9_][a-z0-9_-]*$/],
  ['variableName', variableName, /^[A-Za-z_]\w*$/],
  ['optionName', optionName, /^[A-Za-z0-9][\w-]*$/],
  ['directiveName', directiveName, /^[A-Za-z][\w.-]*$/],
  ['hostName', hostName, /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/],
  ['ipAddress', ipAddress, /^[0-9a-fA-F:.]+$/],
  ['network', network, /^[0-9a-fA-F:.]+(\/\d+)?$/],
  ['mountPoint', mountPoint, /^\/[A-Za-z0-9._~@+/-]*$/],
  ['folderUrl', folderUrl, /^\/[^\p{C}\p{Zl}\p{Zp}?#"'\\{};<>|`$&*[\]^]*$/u],
  ['socketMode', socketMode, /^[0-7]{3}$/],
  ['versionNumber', versionNumber, /^[0-9.]+$/],
  ['absolutePath', absolutePath, /^\/[^\p{C}\p{Zl}\p{Zp}]*$/u],
  ['cgiHelper', cgiHelper, /^[^\p{C}\p{Zl}\p{Zp}]+$/u],
  ['plainText', plainText, /^[^\p{C}\p{Zl}\p{Zp}]*$/u],
]
const hostile = fc.oneof(
  fc.string({unit: 'binary', maxLength: 20}),
  fc
    .array(fc.constantFrom(...';{}"\'\\#$%@() \n\r\0\t../-=*[]:<>&|`!~^,?aZ09_é／。\u202e\u200b\ud800'), {
      maxLength: 12,
    })
    .map((characters) => characters.join('')),
  fc
    .tuple(
      fc.constantFrom('/srv/x', 'example.org', 'shop', '10.0.0.1', '660', '/'),
      fc.constantFrom('', ';', '\n', ' ', '$x', '{', '%0a', '..', '/..'),
    )
    .map(([start, end]) => start + end),
  fc.anything(),
)

test.each(SAFE)('%s lets nothing else through', (_, grammar, safe) => {
  fc.assert(
    fc.property(hostile, (value) => {
      const result = read(grammar, value)
      if (typeof result === 'string' && result.startsWith('REFUSED ')) return
      expect(result).toMatch(safe)
    }),
    {numRuns: 300},
  )
})
