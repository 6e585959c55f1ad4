import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {CONFIG_KINDS, type ConfigKind} from '../../src/config/kind.js'
import {rules} from '../../src/rules/index.js'
import {Linter} from '../../src/rules/lint.js'
import {memoryFiles} from '../support/memory-files.js'
import {fixturesIn, textsIn} from '../support/rule-fixtures.js'
import {ROOT} from '../support/tsgi.js'

const FIXTURES = join(ROOT, 'test/fixtures')
const NAMES: Readonly<Record<ConfigKind, string>> = {
  ...{uwsgi: 'a.ini', nginx: 'nginx/a.conf', apache: 'apache2/a.conf', lighttpd: 'lighttpd/a.conf'},
  ...{systemd: 'a.service', compose: 'compose.yaml', kubernetes: 'a.yaml', tsgi: 'tsgi.yaml'},
}
/** What these languages are made of, so that chance gets somewhere. */
const WORDS = [
  ...[
    '[uwsgi]',
    '\n',
    '\n',
    ' = ',
    '%(',
    '%',
    ')',
    '$(',
    '@(',
    ':',
    ';',
    '#',
    '"',
    "'",
    '\\',
    '{',
    '}',
    '(',
    ')',
    ',',
    '\r\n',
  ],
  ...[
    'socket',
    'ini',
    'a.ini',
    'for',
    'endfor',
    'if-env',
    'endif',
    'include',
    '/*',
    'location',
    'server',
    'uwsgi_pass',
    'unix:',
  ],
  ...[
    'ProxyPass',
    '<VirtualHost',
    '</VirtualHost>',
    '>',
    'scgi.server',
    '=>',
    '[Service]',
    'ExecStart=',
    'uwsgi --ini a.ini',
  ],
  ...[
    'services:',
    '  ',
    '- ',
    'image: &a',
    '*a',
    'command: ',
    'apiVersion: v1',
    'kind: Pod',
    'tsgi: ignore[',
    ']',
    '\0',
    '\ufeff',
    '9'.repeat(30),
  ],
]
const text = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), {maxLength: 60}).map((words) => words.join('')),
  fc.string({unit: 'binary', maxLength: 200}),
  fc.uint8Array({maxLength: 300}).map((bytes) => Buffer.from(bytes).toString('utf8')),
)
const real: readonly string[] = [
  ...readdirSync(join(FIXTURES, 'rules')).flatMap((id) =>
    fixturesIn(join(FIXTURES, 'rules', id)).flatMap(([, texts]) => Object.values(texts)),
  ),
  ...Object.values(textsIn(join(FIXTURES, 'healthy'))),
]
/** A real file with a piece of it gone, twice, or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...real),
    fc.nat(2000),
    fc.nat(40),
    fc.oneof(fc.constantFrom(...WORDS), fc.constant('')),
    fc.boolean(),
  )
  .map(([whole, at, length, word, isTwice]) => {
    const start = at % (whole.length + 1)
    const piece = whole.slice(start, start + length)
    return whole.slice(0, start) + word + (isTwice ? piece + piece : '') + whole.slice(start + length)
  })

/** Lints as every kind at once; what a finding points at has to be in the text. */
async function survives(input: string): Promise<void> {
  for (const kind of CONFIG_KINDS) {
    const file = NAMES[kind]
    const linter = new Linter({rules, files: memoryFiles({[file]: input})})
    const {findings} = await linter.lint({file, text: input, kind})
    linter.between()
    const lines = input.split('\n').length
    for (const {id, location, fix} of findings) {
      expect(location, id).toBeDefined()
      if (location!.file === file) expect(location!.line, `${kind} ${id}`).toBeLessThanOrEqual(lines + 1)
      expect(location!.column, id).toBeGreaterThan(0)
      for (const {start, end, file: edited} of fix?.edits ?? []) {
        if (edited === file) expect([start <= end, end <= input.length], id).toEqual([true, true])
      }
    }
  }
}

test('whatever a file holds, every kind of it is linted to the end', async () => {
  await fc.assert(fc.asyncProperty(text, survives), {numRuns: 400})
}, 60_000)

test('so are real files with a piece gone, twice, or replaced', async () => {
  await fc.assert(fc.asyncProperty(mutated, survives), {numRuns: 400})
}, 60_000)

test('files that include themselves and each other come to an end', async () => {
  const texts = {
    'a.ini': '[uwsgi]\nini = b.ini\nini = a.ini\nproceses = 1\n',
    'b.ini': '[uwsgi]\nini = a.ini\n',
    'nginx/a.conf': 'include nginx/b.conf;\n',
    'nginx/b.conf': 'include nginx/a.conf; include nginx/*.conf;\n',
  }
  const linter = new Linter({rules, files: memoryFiles(texts)})
  for (const [file, content] of Object.entries(texts)) await linter.lint({file, text: content})
  linter.between()
})

test.each(CONFIG_KINDS)(
  'a long %s takes time as it is long, not as its square',
  async (kind) => {
    const lines: Readonly<Record<ConfigKind, string>> = {
      ...{uwsgi: 'env = A=%(x)\nproceses = 4\n', nginx: 'location /a { uwsgi_pass unix:/a; }\n'},
      ...{
        apache: 'ProxyPass "/a" "unix:/a|uwsgi://a/"\n',
        lighttpd: 'scgi.server += ( "/a" => (( "socket" => "/a" )) )\n',
      },
      ...{
        systemd: 'ExecStart=/usr/bin/uwsgi --master\n',
        compose: '# services\n',
        kubernetes: '---\nkind: Pod\n',
        tsgi: 'x: 1\n',
      },
    }
    const timeOf = async (count: number) => {
      const head = kind === 'uwsgi' ? '[uwsgi]\n' : kind === 'systemd' ? '[Service]\n' : ''
      const input = head + lines[kind].repeat(count)
      const started = performance.now()
      await new Linter({rules, files: memoryFiles({})}).lint({file: NAMES[kind], text: input, kind})
      return performance.now() - started
    }
    await timeOf(100)
    const [short, long] = [await timeOf(500), await timeOf(4000)]
    // Eight times as long; a square would be 64 times. Bounds are wide, since other things run on the machine.
    expect(long).toBeLessThan(Math.max(short * 40, 5000))
  },
  60_000,
)
