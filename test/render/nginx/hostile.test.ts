import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {Deployment} from '../../../src/deployment/deployment.js'
import {resolveDeployment} from '../../../src/deployment/resolve.js'
import {TsgiError} from '../../../src/errors.js'
import {type NginxScope, renderNginx} from '../../../src/render/nginx.js'

/** Has every field that reaches a file of Nginx. */
const EVERYTHING = resolveDeployment({
  name: 'shop',
  applications: {
    shop: {
      root: '/srv/shop',
      module: 'shop',
      statics: {
        '/static/': {folder: '/srv/static', 'max-age': '1d', immutable: true},
        '/media/': {folder: '/srv/media', 'max-age': 60},
      },
    },
    wiki: {root: '/srv/wiki', module: 'wiki', mount: '/wiki', uwsgi: {socket: '10.0.0.1:3031'}},
    api: {root: '/srv/api', module: 'api', hosts: 'api.example.org'},
  },
  web: {
    names: ['example.org', 'example.net'],
    version: '1.22.1',
    www: 'to-bare',
    listen: ['127.0.0.1:80'],
    tls: {listen: ['127.0.0.1:443']},
    internal: {'/protected/': '/srv/protected'},
    cache: {folder: '/var/cache/shop'},
    limits: {rate: '10/s', connections: 3},
    'trusted-proxies': ['10.0.0.0/8', 'fd00::/8'],
    'maintenance-file': '/srv/closed',
    'web-sockets': ['/ws'],
    directives: {uwsgi_param: 'FOO bar', uwsgi_read_timeout: '30s', uwsgi_hide_header: 'X-Powered-By'},
  },
})
/** With further servers, which need a single application, and nothing that a location cannot have. */
const UPSTREAM = resolveDeployment({
  name: 'shop',
  application: {root: '/srv/shop', module: 'shop', mount: '/shop', statics: {'/shop/static/': '/srv/static'}},
  web: {
    upstream: {
      servers: [
        {address: '10.0.0.1:3031', weight: 3},
        {address: '/run/other.sock', weight: 2, backup: true},
      ],
    },
  },
})
const SINGLE: Deployment = {
  ...UPSTREAM,
  web: {...UPSTREAM.web, upstream: {...UPSTREAM.web.upstream, servers: []}, directives: EVERYTHING.web.directives},
}

/** Choices that decide what is written, not words that are. */
const CHOICES =
  /\.(hsts|burst|mount|www|profile|format|balancing|version|kind|protocol|webSockets\.\d+|hosts\.\d+|names\.\d+)$/
/** What no file of Nginx holds, and what only the type of a value decides. */
const IRRELEVANT = /\.kind$|\.entry\.|\.uwsgi\.(?!socket)/
/** Several words in one value: their number may change, what they belong to may not. */
const WORDS = /\.directives\.\d+\./

type Leaf = {readonly path: string; readonly value: string | number}

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number') return [{path, value}]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`))
}

function replaced<T>(value: T, path: string, by: unknown): T {
  const copy = structuredClone(value)
  const keys = path.split('.').slice(1)
  let at = copy as Record<string, unknown>
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
  at[keys.at(-1)!] = by
  return copy
}

/** What Nginx would see: each directive with the blocks around it and the number of its words. Knows nothing of src/. */
function read(text: string): {readonly shape: string[]; readonly words: number[]} {
  const [shape, words, blocks]: [string[], number[], string[]] = [[], [], []]
  let line: string[] = []
  let at = 0
  while (at < text.length) {
    const character = text[at]!
    if (/\s/.test(character)) at++
    else if (character === '#') while (at < text.length && text[at] !== '\n') at++
    else if (character === '}') {
      if (line.length > 0 || blocks.pop() === undefined) throw new Error(`stray } at ${at}`)
      at++
    } else if (character === ';' || character === '{') {
      shape.push([...blocks, line[0]].join('>'))
      words.push(line.length)
      if (character === '{') blocks.push(line[0]!)
      line = []
      at++
    } else {
      const quote = /["']/.exec(character)?.[0]
      let word = ''
      if (quote) at++
      for (; at < text.length; at++) {
        const next = text[at]!
        if (quote ? next === quote : /[\s;{]/.test(next) && !(next === '{' && word.endsWith('$'))) break
        if (next === '\\') at++
        word += text[at]
      }
      if (quote && text[at++] !== quote) throw new Error('a quote is never closed')
      if (quote && !/[\s;{)]/.test(text[at] ?? '')) throw new Error(`text behind a quote at ${at}`)
      line.push(word)
    }
  }
  if (line.length > 0 || blocks.length > 0) throw new Error('unfinished')
  return {shape, words}
}

const special = fc.constantFrom(
  ...[
    ';',
    '{',
    '}',
    '"',
    "'",
    '\\',
    '$',
    '#',
    ' ',
    '\t',
    '\n',
    '\r',
    '\0',
    '%',
    '@(',
    '(',
    ')',
    '..',
    '/',
    '-',
    ':',
    ',',
  ],
  ...[
    'é',
    '日',
    '\u2028',
    '\u202e',
    '\u00a0',
    '\ud800',
    '*',
    '~',
    '=',
    '^~',
    '|',
    '[',
    ']',
    'a',
    'b.c',
    '0',
    '${host}',
  ],
  ...[
    '; return 200;',
    '} location /x { internal;',
    '\n    internal;',
    '"; internal; "',
    ' internal',
    'include /etc/passwd;',
  ],
)
const hostileText = fc
  .tuple(fc.constantFrom('', '/', '/srv/a', 'unix:/', 'example', '/s/', '-', '"/'), fc.array(special, {maxLength: 6}))
  .map(([start, parts]) => start + parts.join(''))
  .chain((text) => fc.constantFrom(text, `${text}/`, text.repeat(400)))
const hostileNumber = fc.constantFrom(Number.NaN, -1, 0, 1.5, 1e21, Number.POSITIVE_INFINITY, 65_536, '1; internal')

async function attempt(deployment: Deployment, scope: NginxScope): Promise<string | undefined> {
  try {
    return (await renderNginx(deployment, {scope, comments: true})).text
  } catch (error) {
    if (error instanceof TsgiError && error.kind === 'usage') return undefined
    throw error
  }
}

const cases = [
  ['everything', EVERYTHING, 'full'],
  ['further servers', UPSTREAM, 'full'],
  ['a location', SINGLE, 'location'],
  ['parameters', SINGLE, 'params'],
] as const

describe.each(cases)('%s', (_, deployment, scope) => {
  const leaves = [...leavesOf(deployment.applications, '.applications'), ...leavesOf(deployment.web, '.web')]
    .concat(leavesOf({name: deployment.name}))
    .filter(({path}) => !IRRELEVANT.test(path))

  test('no value of any field becomes a directive, or more than one word', async () => {
    const plain = read((await attempt(deployment, scope))!)
    const taken = new Set<string>()
    const refused = new Set<string>()
    for (const {path, value} of leaves) {
      const hostile: fc.Arbitrary<unknown> = typeof value === 'string' ? hostileText : hostileNumber
      await fc.assert(
        fc.asyncProperty(hostile, async (by) => {
          const text = await attempt(replaced(deployment, path, by), scope)
          ;(text === undefined ? refused : taken).add(path)
          if (text === undefined) return
          const {shape, words} = read(text)
          if (CHOICES.test(path))
            expect(
              shape.filter((item) => !plain.shape.includes(item)),
              path,
            ).toEqual([])
          else if (!path.endsWith('.directives.0.0')) expect(shape, path).toEqual(plain.shape)
          if (!CHOICES.test(path) && !WORDS.test(path)) expect(words, path).toEqual(plain.words)
        }),
        {numRuns: Number(process.env['HOSTILE_RUNS'] ?? 20)},
      )
    }
    // Otherwise nothing would be proven: folders do take odd names, and everything that is printed refuses some.
    if (scope !== 'params') expect([...taken].filter((path) => path.endsWith('.folder'))).not.toEqual([])
    expect(refused.size).toBeGreaterThan(scope === 'params' ? 0 : 5)
  }, 60_000)
})

test('the reader of this test sees what was slipped in', () => {
  expect(read('location "/a" { alias "/b;c"; }').shape).toEqual(['location', 'location>alias'])
  expect(read('location /a { alias /b; internal; }').shape).toEqual(['location', 'location>alias', 'location>internal'])
  expect(() => read('a "b;')).toThrow(/never closed/)
  expect(() => read('a b; }')).toThrow(/stray/)
})

test.each([
  ['applications.0.statics.0.folder', '/srv/$host', /Nginx takes a \$ for a variable/],
  ['web.names.0', 'a;b', /a server name cannot be "a;b"/],
  ['web.names.0', 'bücher.example', /xn--/],
  ['applications.1.mount', '/wiki/../x', /\.\./],
  ['web.maintenanceFile', '/srv/../etc/x', /climbs/],
  ['web.trustedProxies.0', '10.0.0.0/8; allow all', /no IP address/],
  ['applications.0.uwsgi.socket.path', 'relative.sock', /absolute/],
  ['web.directives.0.1', 'FOO bar; return 200', /would end the directive/],
  ['web.directives.0.0', 'uwsgi_parm', /no directive/],
])('%s = %j is refused, with the reason', async (path, value, reason) => {
  await expect(renderNginx(replaced(EVERYTHING, `.${path}`, value), {scope: 'full', comments: true})).rejects.toThrow(
    reason,
  )
})
