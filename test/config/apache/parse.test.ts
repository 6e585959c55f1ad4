import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseApache} from '../../../src/config/apache/parse.js'
import {type Directive, walk} from '../../../src/config/directive.js'

const SITE = `# a site
<VirtualHost *:80>
    ServerName example.org
    ProxyPass "/app" \\
        "unix:/run/a.sock|uwsgi://shop/app"
    <Location "/a b">
        Require all granted
    </Location>
    Header set X "say \\"yes\\""
</VirtualHost>
`

const outline = (directives: readonly Directive[]): unknown[] =>
  directives.map(({name, args, block}) => [name, ...args.map(({value}) => value), ...(block ? [outline(block)] : [])])

test('sections, continued lines and quotes', () => {
  const {directives, problems} = parseApache(SITE, 'site.conf')
  expect(problems).toEqual([])
  expect(outline(directives)).toEqual([
    [
      'VirtualHost',
      '*:80',
      [
        ['ServerName', 'example.org'],
        ['ProxyPass', '/app', 'unix:/run/a.sock|uwsgi://shop/app'],
        ['Location', '/a b', [['Require', 'all', 'granted']]],
        ['Header', 'set', 'X', 'say "yes"'],
      ],
    ],
  ])
})

test('every word knows where it stands', () => {
  const [host] = parseApache(SITE, 'site.conf').directives
  const [, pass] = host!.block!
  expect(pass!.location).toMatchObject({line: 4, column: 5, endLine: 5})
  expect(pass!.args[1]!.location).toMatchObject({line: 5, column: 9})
  for (const {directive} of walk([host!])) {
    expect(SITE.slice(directive.nameSpan.start, directive.nameSpan.end)).toBe(directive.name)
  }
})

test('sections that do not match are problems, and the rest is read', () => {
  const {problems, directives} = parseApache('<IfModule x>\nA 1\n</VirtualHost>\nB 2\n', 'x')
  expect(problems.map(({message}) => message)).toEqual(['</VirtualHost> closes nothing', '<IfModule> is never closed'])
  expect(outline(directives)).toEqual([
    [
      'IfModule',
      'x',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
  ])
})

test('a byte-order mark is passed', () => {
  expect(parseApache('\uFEFFServerName x\n', 'x').directives[0]?.name).toBe('ServerName')
})

test('CRLF, and a `\\` before it', () => {
  const {directives} = parseApache('A 1 \\\r\n  2\r\nB 3\r\n', 'x')
  expect(outline(directives)).toEqual([
    ['A', '1', '2'],
    ['B', '3'],
  ])
})

test('never throws, and spans are of the text', () => {
  const pieces = fc.array(fc.constantFrom('A', '"', "'", '<', '>', '</', ' ', '\n', '\\', '\\\n', '#', '\r', 'é', '\0'))
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      for (const {directive} of walk(parseApache(text, 'x').directives)) {
        expect(directive.start).toBeLessThanOrEqual(directive.end)
        expect(directive.end).toBeLessThanOrEqual(text.length)
      }
    }),
    {numRuns: 500},
  )
})
