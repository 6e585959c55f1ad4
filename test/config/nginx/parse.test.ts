import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {type Directive, walk} from '../../../src/config/directive.js'
import {parseNginx} from '../../../src/config/nginx/parse.js'

const SITE = `# a site
server {
    listen 80;
    server_name "a b" 'c\\'d';  # names
    location ~ ^/x\\.php$ { uwsgi_pass unix:/run/a.sock; }
}
`

const outline = (directives: readonly Directive[]): unknown[] =>
  directives.map(({name, args, block}) => [name, ...args.map(({value}) => value), ...(block ? [outline(block)] : [])])

test('blocks, quotes and comments', () => {
  const {directives, problems} = parseNginx(SITE, 'site.conf')
  expect(problems).toEqual([])
  expect(outline(directives)).toEqual([
    [
      'server',
      [
        ['listen', '80'],
        ['server_name', 'a b', "c'd"],
        ['location', '~', '^/x\\.php$', [['uwsgi_pass', 'unix:/run/a.sock']]],
      ],
    ],
  ])
})

test('every word knows where it stands', () => {
  for (const {directive} of walk(parseNginx(SITE, 'site.conf').directives)) {
    expect(SITE.slice(directive.nameSpan.start, directive.nameSpan.end)).toBe(directive.name)
  }
  const [server] = parseNginx(SITE, 'site.conf').directives
  const names = server!.block![1]!
  expect(names.location).toEqual({file: 'site.conf', line: 4, column: 5, endLine: 4, endColumn: 30})
  expect(names.args[1]!.location).toMatchObject({line: 4, column: 23})
  expect(SITE.slice(names.args[0]!.start, names.args[0]!.end)).toBe('"a b"')
})

describe.each([
  ['a directive without ";"', 'events {}\nuser www-data', /"user" is not ended by ";"/, 2],
  ['a block that stays open', 'http {\n  server { listen 80; }', /"http" is never closed/, 1],
  ['a stray "}"', 'user x;\n}\nevents {}', /unexpected "}"/, 2],
  ['an open quote', 'user "x;\n', /never closed/, 1],
  ['text behind a quote', 'user "x"y;', /behind the closing quote/, 1],
  ['a byte-order mark', '\uFEFFuser x;', /byte-order mark/, 1],
  ['a lone ";"', 'user x;;', /unexpected ";"/, 1],
])('%s', (_, text, message, line) => {
  test('is a problem at its line, and the rest is read', () => {
    const {problems, directives} = parseNginx(text, 'x')
    expect(problems[0]?.message).toMatch(message)
    expect(problems[0]?.location.line).toBe(line)
    expect(directives.length + problems.length).toBeGreaterThan(0)
  })
})

test('what stands behind a stray "}" is read', () => {
  expect(outline(parseNginx('}\nevents {}', 'x').directives)).toEqual([['events', []]])
})

test('Lua is not nginx', () => {
  const {directives, problems} = parseNginx('content_by_lua_block { x = "}" -- }\n y = {1} } user x;', 'x')
  expect(problems).toEqual([])
  expect(outline(directives)).toEqual([['content_by_lua_block'], ['user', 'x']])
})

test('a variable in braces opens no block', () => {
  const braced = ['$', '{host}x'].join('')
  expect(outline(parseNginx(`set $a ${braced};`, 'x').directives)).toEqual([['set', '$a', braced]])
})

test('deep nesting ends', () => {
  expect(parseNginx('a {'.repeat(50_000), 'x').problems[0]?.message).toBeDefined()
})

test('never throws, and spans are of the text', () => {
  const pieces = fc.array(
    fc.constantFrom('a', '"', "'", '{', '}', ';', ' ', '\n', '\\', '#', '$', '$'.concat('{'), 'é', '\0'),
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      for (const {directive} of walk(parseNginx(text, 'x').directives)) {
        expect(directive.start).toBeLessThanOrEqual(directive.end)
        expect(directive.end).toBeLessThanOrEqual(text.length)
      }
    }),
    {numRuns: 500},
  )
})
