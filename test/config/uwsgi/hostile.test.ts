import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseCommandLine} from '../../../src/config/uwsgi/command-line.js'
import {expandConfig} from '../../../src/config/uwsgi/expand.js'
import type {UwsgiConfig} from '../../../src/config/uwsgi/model.js'
import {type FileFormat, readUwsgi} from '../../../src/config/uwsgi/parse.js'
import type {Surroundings} from '../../../src/config/uwsgi/surroundings.js'

// Whatever a file holds, it is read to the end, in bounded time, and every place lies in it.

const INI = `[uwsgi]
; a comment
plugin = python3
if-exists = %d/extra.ini
include = %d/extra.ini
endif =
base = /srv/%n
chdir = %(base)
socket = $(RUN)/%(base).sock
processes = %(cores * 2)
for = a b
env = X_%(_)=1
endfor =
log-format = %%(addr) 100%%
set-placeholder = cores=4
[other]
ini = :uwsgi
`
const SEEDS: Readonly<Record<FileFormat, string>> = {
  ini: INI,
  yaml: 'uwsgi:\n  master: true # c\n  env:\n    - A=1\n    - "B=%n"\n  list: [1, \'2\', {a: b}]\n  text: |\n    x\n    y\n  k: &a v\nother:\n  x: *a\n',
  json: '{"uwsgi": {"a": [1, true, null, "x\\u00e9"], "b": {"c": 1.5e3}, "d": "%n"}, /* c */ "x": []}',
  xml: '<?xml version="1.0"?><c><uwsgi id="a"><m/><s> x &amp; y </s><![CDATA[p]]><n><o>1</o></n><!-- c --></uwsgi></c>',
}

/** A real file with pieces cut, doubled, moved and put in. */
const mutated = (seed: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat({max: seed.length}),
        length: fc.nat({max: 12}),
        put: fc.oneof(
          fc.string({maxLength: 4}),
          fc.constantFrom(
            '\0',
            '\uFEFF',
            '\n',
            '%',
            '%(',
            '$(',
            ')',
            '"',
            "'",
            '[',
            ']',
            '{',
            '}',
            '<',
            '>',
            '&',
            '\t',
            '\uD800',
            '---',
            '? ',
          ),
        ),
      }),
      {maxLength: 8},
    )
    .map((cuts) => cuts.reduce((text, {at, length, put}) => text.slice(0, at) + put + text.slice(at + length), seed))

const around: Surroundings = {
  environment: {RUN: '/run'},
  folder: '/srv',
  files: {
    read: async () => undefined,
    glob: async () => [],
    kind: async () => undefined,
    realPath: async (path) => path,
    isLink: async () => false,
  },
}

function expectPlaces({text, file, options, sections, comments, problems}: UwsgiConfig): void {
  const lines = text.split('\n')
  for (const {start, end, location} of [...options, ...sections, ...comments, ...options.map((it) => it.valueSpan)]) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThanOrEqual(start)
    expect(end).toBeLessThanOrEqual(text.length)
    expect(location.file).toBe(file)
    expect(location.line).toBeLessThanOrEqual(lines.length)
  }
  for (const {location} of problems) expect(location.line).toBeLessThanOrEqual(lines.length)
}

test.each(Object.entries(SEEDS) as [FileFormat, string][])(
  '%s, mutated',
  async (format, seed) => {
    await fc.assert(
      fc.asyncProperty(mutated(seed), async (text) => {
        const config = await readUwsgi(text, 'a.conf', {format})
        expectPlaces(config)
        const expanded = await expandConfig(config, around)
        for (const {value} of expanded.options) expect(value.length).toBeLessThanOrEqual(100_000)
      }),
      {numRuns: 400},
    )
  },
  30_000,
)

test.each(Object.keys(SEEDS) as FileFormat[])('%s of any bytes', async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({maxLength: 200}), async (bytes) => {
      expectPlaces(await readUwsgi(Buffer.from(bytes).toString('utf8'), 'a.conf', {format}))
    }),
    {numRuns: 300},
  )
})

test('any command line', () => {
  const word = fc.oneof(
    fc.string({maxLength: 6}),
    fc.constantFrom('--ini', '-M', '--', '-p', '--socket=', '-C660', '--plug', '--='),
  )
  fc.assert(
    fc.property(fc.array(word, {maxLength: 8}), (words) => expectPlaces(parseCommandLine(words))),
    {numRuns: 2000},
  )
})

test.each(Object.keys(SEEDS) as FileFormat[])(
  '%s: what nests and what is long is bounded',
  async (format) => {
    const texts = ['{', '[', '<a>', '{"a":', '- ', '? ', 'a:\n', '[uwsgi]', '"', '%', '%(', '&a ', '  '].map((it) =>
      it.repeat(4000),
    )
    texts.push(
      `{"uwsgi": ${'['.repeat(50_000)}`,
      `uwsgi:\n  a: ${'['.repeat(5000)}`,
      `[uwsgi]\na = ${'%(b'.repeat(50_000)}`,
    )
    for (const text of texts) expectPlaces(await readUwsgi(text, 'a.conf', {format}))
  },
  30_000,
)

test('100 MB are not read', async () => {
  for (const format of Object.keys(SEEDS) as FileFormat[]) {
    const config = await readUwsgi('a = b\n'.repeat(100_000_000 / 6), 'a.conf', {format})
    expect(config).toMatchObject({options: [], problems: [{kind: 'too-large'}]})
  }
})
