import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {parseDescription} from '../../src/deployment/parse.js'
import {DeploymentError, type DescriptionProblem} from '../../src/deployment/problem.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'

async function problemsOf(text: string | Uint8Array): Promise<readonly DescriptionProblem[]> {
  const error: unknown = await parseDescription(text, 'tsgi.yaml').then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error === undefined) return []
  expect(error).toBeInstanceOf(DeploymentError)
  return (error as DeploymentError).problems
}

/** `3:5 web.names[0]`. */
const placed = ({location, key}: DescriptionProblem) => `${location?.line}:${location?.column} ${key}`

test('reads what was written', async () => {
  const {description} = await parseDescription(
    `# yaml-language-server: $schema=x
version: 1
name: shop
application:
  module: shop.wsgi:application # the code
  statics: {/static/: static}
web:
  names: [example.org]
  timeouts: {read: 2m}
`,
    'tsgi.yaml',
  )
  expect(description).toEqual({
    ...{version: 1, name: 'shop', application: {module: 'shop.wsgi:application', statics: {'/static/': 'static'}}},
    web: {names: ['example.org'], timeouts: {read: '2m'}},
  })
  expect(resolveDeployment(description, {folder: '/srv/shop'}).applications[0]?.uwsgi.harakiri).toBe(115)
})

test('all that is wrong, in the order of the file, with key, line and column', async () => {
  const problems = await problemsOf(`name: Shop
web:
  names: [ok.example, a;b]
  tls: {profile: moderm, hsts: -1}
uwsgi:
  cheaper: {initial: x}
  harakiri:
application:
  statics: {static: x, /a/: {max-age: 3}}
  environment: {UWSGI_X: 1}
`)
  expect(problems.map(placed)).toEqual([
    '1:7 name',
    '3:23 web.names[1]',
    '4:18 web.tls.profile',
    '4:32 web.tls.hsts',
    '6:12 uwsgi.cheaper.minimum',
    '6:22 uwsgi.cheaper.initial',
    '7:12 uwsgi.harakiri',
    '9:13 application.statics.static',
    '9:29 application.statics./a/.folder',
    '10:17 application.environment.UWSGI_X',
  ])
  expect(problems[2]?.message).toBe('"moderm" is not one of intermediate, modern: did you mean modern?')
  expect(problems[6]?.message).toBe('it has no value: write one, or leave the key out')
})

test('the error says it all', async () => {
  const both = parseDescription('nmae: x\nweb: {tsl: true}\n', 'deploy/tsgi.yaml')
  await expect(both).rejects.toMatchObject({
    ...{code: 'TSGI_BAD_DEPLOYMENT', kind: 'usage', suggestions: []},
    message: '2 problems with the deployment',
    details: [
      'deploy/tsgi.yaml:1:1: nmae: unknown key; did you mean name?',
      'deploy/tsgi.yaml:2:7: web.tsl: unknown key; did you mean tls?',
    ],
  })
  await expect(parseDescription('nmae: x', 'tsgi.yaml')).rejects.toMatchObject({
    ...{message: 'tsgi.yaml:1:1: nmae: unknown key', suggestions: ['did you mean name?']},
  })
})

test.each([
  ['proccesses: 4', 'did you mean uwsgi.processes?'],
  ['application: {processes: 4}', 'did you mean application.uwsgi.processes?'],
  ['uwsgi: {buffer_size: 4}', 'did you mean buffer-size?'],
  ['uwsgi: {workers: 4}', 'did you mean uwsgi.processes?'],
  ['web: {server_name: x}', 'did you mean web.names?'],
  ['toString: 1', undefined],
  ['web: {constructor: 1}', undefined],
])('%s: %s', async (text, suggestion) => {
  const [problem] = await problemsOf(text)
  expect(problem).toMatchObject({message: 'unknown key'})
  expect(problem?.suggestion).toBe(suggestion)
})

describe('what is no description', () => {
  test.each<readonly [string, string | Uint8Array, string, string]>([
    ['nothing', '', '1:1 ', 'it is empty'],
    ['a comment', '# later\n', '1:1 ', 'it is empty'],
    ['a list', '- 1', '1:1 ', '[1] is not a map'],
    ['a word', 'hello', '1:1 ', '"hello" is not a map'],
    ['another version', 'version: 2\nnew-key: 1', '1:10 version', '2 is a version that this tsgi does not know'],
    ['a key twice', 'name: a\nname: b', '2:1 name', 'it stands here twice'],
    ['an alias', 'name: &a x\nx: *a', '1:10 name', 'anchors are not taken'],
    ['a merge', 'web: &w {gzip: true}\nuwsgi: {<<: *w}', '1:9 web', 'anchors are not taken'],
    ['a tag', 'name: !shop x', '1:7 ', 'unresolved tag'],
    ['a value that is none', 'name: !!binary aGk=', '1:16 name', 'is not a name'],
    ['two documents', 'name: a\n---\nname: b', '2:1 ', 'a second document begins here'],
    ['a key that is a list', '? [a]\n: b', '1:3 ', 'a key has to be plain text'],
    ['a key for attacks', '__proto__: {a: 1}', '1:1 ', 'no key may be called __proto__'],
    ['an open bracket', 'web: [', '1:7 ', 'flow sequence'],
    ['tabs', 'web:\n\tgzip: true', '2:1 ', 'tabs are not allowed'],
    ['Latin-1', new Uint8Array([0x6e, 0x3a, 0x20, 0xe9]), '1:1 ', 'it is not UTF-8'],
    ['a bomb of brackets', '['.repeat(100_000), '1:1 ', 'it is nested too deeply'],
    ['a bomb of dashes', '- '.repeat(100_000), '1:1 ', 'it is nested too deeply'],
    [
      'a bomb of indentation',
      Array.from({length: 700}, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      '1:1 ',
      'too deeply',
    ],
    ['a megabyte', 'a'.repeat(2 ** 20 + 1), '1:1 ', 'it is over a megabyte'],
  ])('%s', async (_, text, place, message) => {
    const [problem] = await problemsOf(text)
    expect(placed(problem!)).toBe(place)
    expect(problem?.message).toContain(message)
  })
})

test('a contradiction is told with its line', async () => {
  const {description, locate} = await parseDescription(
    'application:\n  root: /srv\n  module: m\n  uwsgi:\n    harakiri: 60\nweb:\n  timeouts:\n    read: 30\n',
    'tsgi.yaml',
  )
  expect(() => resolveDeployment(description, {locate})).toThrow(/^tsgi\.yaml:5:15: uwsgi\.harakiri: 60 s is not under/)
})

test('control characters of a file stay out of messages', async () => {
  const problems = parseDescription('"a\\e[31m\\n": 1\nname: "\\e[2J"', 'tsgi.yaml')
  await expect(problems).rejects.toMatchObject({
    details: [expect.stringMatching(/^[^\p{C}]+$/u), expect.stringMatching(/^[^\p{C}]+$/u)],
  })
})

test('whatever is in the file, it is read or refused', async () => {
  const keys = ['name', 'application', 'applications', 'web', 'uwsgi', 'names', 'statics', 'module', '__proto__', '<<']
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      {depthSize: 'small'},
      fc.constantFrom(
        ...['null', '~', 'true', '1', '-1', '.inf', '0x1f', '"\\u0000"', '/', '*a', '&a x', '!!set {a}', '8m'],
      ),
      fc.string({unit: 'binary', maxLength: 12}),
      fc.array(tie('node'), {maxLength: 3}).map((items) => `[${items.join(', ')}]`),
      fc
        .array(fc.tuple(fc.constantFrom(...keys), tie('node')), {maxLength: 4})
        .map((pairs) => `{${pairs.map(([key, node]) => `${key}: ${String(node)}`).join(', ')}}`),
    ),
  })).node
  await fc.assert(
    fc.asyncProperty(fc.oneof(value.map(String), fc.string({unit: 'binary'})), async (text) => {
      await problemsOf(text)
    }),
    {numRuns: 200},
  )
})
