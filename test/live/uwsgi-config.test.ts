import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import fc from 'fast-check'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {ourView, realView} from '../support/uwsgi-config.js'

// What the expansion says, held against what the real uWSGI prints with --show-config. Values here run nothing and bind
// nothing: no vacuum, no hooks, no @(exec://…).

let folder: ReturnType<typeof temporaryFolder>

beforeEach(() => {
  folder = temporaryFolder()
})

afterEach(() => folder[Symbol.dispose]())

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(folder.at(name)), {recursive: true})
    writeFileSync(folder.at(name), text)
  }
}

/** Both views of one command line are one. */
async function agree(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const [real, ours] = [realView(args, folder.path, env), await ourView(args, folder.path, env)]
  expect(ours.isAccepted, `${real.output}\n${JSON.stringify(ours.problems)}`).toBe(real.isAccepted)
  if (real.isAccepted) expect(ours.options, args.join(' ')).toEqual(real.options)
}

const agreeOnIni = async (lines: string, files: Readonly<Record<string, string>> = {}, env = {}) => {
  write({'app.ini': `[uwsgi]\n${lines}`, ...files})
  await agree(['--ini', 'app.ini'], env)
}

describe('an ini', () => {
  test.each([
    ['comments', 'a = 4 # four\n; one\n  #two\nb = 5 ; five\n;c=1\nd=#6\n'],
    ['quotes, backslashes, blanks, CR', 'a = "x"\nb = \'y\'\\\n  c = z\r\n\td\t=\t1 \t\r\n'],
    ['flags and empty values', 'master\na=\nb =\n=c\n'],
    ['only = separates', 'a: 1\nb: 2 = 3\nenv = A=B=C\n'],
    ['sections', 'a=1\n[other]\na=2\n[uwsgi]\nb=3\n'],
    ['a comment behind a header', 'a=1\n[uwsgi] ; again\nb=2\n'],
    ['a header without its end', 'a=1\n[uwsgi\nb=2\n[\nc=3\n[]\nd=4\n[uwsgi]]\n'],
    ['no last line end', 'a=1\nb=2'],
    ['NUL', 'a=1\0x\nb=2\nc\0=3\n'],
    ['percent signs', 'a=50% off\nb=100%%\nc=%q%%q%%%q\nd=date +%Y-%m-%d\n'],
    ['a percent sign at the end of a line', 'a=5%\nb=1\n'],
    ['a percent sign at the end of the file', 'a=5%'],
    ['a percent sign and a letter beyond ASCII', 'a=5%\u00e9.\nb=%\u20ac.\nc=\u00e9%\n'],
  ])('%s', (_, lines) => agreeOnIni(lines))

  test.each([
    ['a byte order mark', '\uFEFF[uwsgi]\na=1\n'],
    ['no section', 'a=1\n'],
    ['another section', '[app]\na=1\n'],
    ['nothing', ''],
    ['a comment behind the only header', '[uwsgi] # x\na=1\n'],
  ])('%s', async (_, text) => {
    write({'app.ini': text})
    await agree(['--ini', 'app.ini'])
  })

  test('a section that was asked for, and one that is not there', async () => {
    write({'app.ini': '[one]\na=1 %x\n[two]\na=2 %x %o\n'})
    for (const name of ['one', 'two', 'three', '']) await agree(['--ini', `app.ini:${name}`])
  })
})

describe('magic variables', () => {
  const ALL = [...'opsdecnxvhVkuUgGjOPSDECNX0123456789[%qzZ'].filter((letter) => letter !== 'k')
  const TEXT = `[uwsgi]\n${ALL.map((letter, index) => `v${index} = <%${letter}>`).join('\n')}\n`

  test.each(['app.ini', 'a.b.ini', 'sub/app.ini', './sub/../app.ini', 'sub.d/noending', 'a/b/c/d/e/f/g/h/i/j/k.ini'])(
    'of %s',
    async (name) => {
      mkdirSync(folder.at('sub'))
      write({[name]: TEXT})
      await agree(['--ini', name])
      await agree(['--ini', folder.at(name)])
      await agree(['--ini', `${name}:uwsgi`])
    },
  )

  test('of a link, and of a link to a folder', async () => {
    write({'real/app.ini': TEXT})
    symlinkSync('real/app.ini', folder.at('link.ini'))
    symlinkSync('real', folder.at('there'))
    await agree(['--ini', 'link.ini'])
    await agree(['--ini', 'there/app.ini'])
  })

  test('upper case tells of the first file that an option names', async () => {
    write({'a.ini': '[uwsgi]\na=%n %N %o %O\ninclude = b.ini\nini = c.ini\nz=%n %N\n', 'b.ini': TEXT, 'c.ini': TEXT})
    await agree(['--ini', 'a.ini'])
    await agree(['a.ini'])
    await agree(['--include', 'a.ini', '--ini', 'c.ini'])
  })
})

describe('placeholders', () => {
  test.each([
    ['of options, the first of a name', 'b=1\nb=2\nc=%(b)\nl=a%(m)\nm=%(c)x\n'],
    ['that are not there', 'a=%(nope)\nb=x%(nope)y%(c)\nc=1\n'],
    [
      'with arithmetic',
      'a=2\nb=8\nc=%(a b + 2)\nd=%(a * 3)\ne=%(a*3)\nf=%(b / 0)\ng=%(a ++)\nh=%(nope + 1)\ni=%(a - 5)\n',
    ],
    [
      'with odd arithmetic',
      'a=9223372036854775807\nb=%(a + 1)\nc=%(a ++)\nd=%( a )\ne=%(a nope)\nf=%(3 4)\ng=%(- 3)\nh=x%(a -- --)\n',
    ],
    ['that are no placeholders', 'a=1\nb=%()\nc=%((a))\nd=% (a)\ne=%%(a)\nf=x%(a\ng=(%(a))\nh=%(a)(b)\ni=%(3)\n'],
    ['in placeholders', 'a=b\nb=2\nc=x%(%(a))\nd=x%(z%(a)\n'],
    ['that come in first', 'a=%(b)\nset-ph = c=%(b)\nb=2\nd=%(c)\ne=x%(c)\nf=%(d)\n'],
    ['that were set', 'set-ph = a=%(b)\nset-placeholder = e = $(HOME)\nb=BB\nset = g=%(b)\nh=%(g)%(a)\n'],
    ['without their =', 'set-ph = a\n'],
    ['named like an option', 'set-ph = chdir=/\n'],
    ['in what acts at once', 'listen=$(HOME)\nplugin-dir=%(listen)\na=%(plugin-dir)\n'],
  ])('%s', (_, lines) => agreeOnIni(lines))

  test('of the environment', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what people write, and uWSGI does not know
    const lines = 'a=$(FOO)\nb=%(a)x$(BAR\nc=$(A$(B))\nd=$()\ne=$(HOME)$(HOME)\nf=${HOME} $HOME\ng=$(FOO:-x)\nzz=1\n'
    await agreeOnIni(lines, {}, {FOO: '%(zz)', B: '1', A1: 'one'})
    await agreeOnIni('a=x$(A)\nb=$(A)\nc=1\n', {}, {A: '$(B)%(c)', B: 'two'})
  })

  test('of files', async () => {
    const files = {'f.txt': 'line1\nline2\n\n', 'g.txt': 'x\r\n\r\n', 'h.txt': '', 'i.txt': '%(a) $(HOME)'}
    await agreeOnIni('a=@(f.txt)|\nb=x@(g.txt)y\nc=@(h.txt)|\nd=@(i.txt)\ne=|@(i.txt)\n', files)
    await agreeOnIni('a=x@(nowhere.txt)\n')
    await agreeOnIni('a=x@(file://f.txt)\n', files)
  })
})

describe('conditions and loops', () => {
  const BOTH = ['if-env = HOME', 'if-env = HOME=/root', 'if-env = HOME=', 'if-env = NOPE', 'if-opt = x', 'if-opt = x=1']
    .concat([
      'if-opt = x=2',
      'if-opt = nope',
      'if-exists = f.txt',
      'if-exists = nope',
      'if-file = f.txt',
      'if-file = .',
    ])
    .concat([
      'if-dir = .',
      'if-dir = f.txt',
      'if-plugin = python',
      'if-hostname = nope',
      'if-hostname-match = .',
      'if-reload',
    ])
    .flatMap((line) => [line, line.replace('if-', 'if-not-')])

  test.each([...BOTH, 'ifenv = HOME', 'ifexists = f.txt', 'ifdir = .', 'if-directory = .'])('%s', async (line) => {
    await agreeOnIni(`x=1\n${line}\na=<%(_)>\nb=2\nendif\nc=3\n`, {'f.txt': 'x'})
  })

  test.each([
    ['for', 'for = a b  c\nx=v%(_)\ny=%(_)%(_)\nendfor =\nz=%(_)\n'],
    ['for-times', 'for-times = 3\nt=%(_)\nend-for\nfor-times = x\nu=%(_)\nend\n'],
    [
      'for-glob',
      'for-glob = *.txt\ng=%(_)\nend\nfor-glob = *.nope\nh=%(_)\nend\nfor-glob = d/*\ni=%(_)\nend\nfor-glob = *\nj=%(_)\nend\n',
    ],
    ['for-readline', 'for-readline = f.txt\nr=%(_)\nend\nfor-readline = nope\ns=%(_)\nend\n'],
    ['else is no word of 2.0', 'if-env = HOME\na=1\nelse\nb=2\nendif\nif-env=NOPE\nc=1\nelse\nd=2\nendif\n'],
    ['one in another', 'if-env = HOME\nif-env = PATH\na=1\nendif\nb=2\nendif\n'],
    ['one in another that does not hold', 'if-env = NOPE\nif-env = PATH\na=1\nendif\nb=2\nendif\n'],
    ['one that never ends', 'if-env = HOME\na=1\n'],
    ['an end without a start', 'endif\na=1\nend-for = x\n'],
    ['an include under one', 'if-exists = b.ini\ninclude = %(_)\nendif\nfor = b c\ninclude = %(_).ini\nendfor\n'],
    [
      'compared before placeholders are replaced',
      'x=$(HOME)\nif-opt = x=$(HOME)\ny=1\nendif\nif-opt = x=/root\nz=1\nendif\n',
    ],
  ])('%s', async (_, lines) => {
    await agreeOnIni(lines, {
      'f.txt': `one\ntwo\r\n\n${'x'.repeat(3000)}\nlast`,
      'g.txt': '',
      'd/e/x': '',
      'd/f': '',
      'b.ini': '[uwsgi]\nq=1\n',
      'c.ini': '[uwsgi]\nq=2\n',
    })
  })

  test('one that is left open takes in what other files say, and crashes on a flag of the command line', async () => {
    write({'a.ini': '[uwsgi]\nif-env = HOME\na=1\n', 'b.ini': '[uwsgi]\nini=a.ini\nb=%(_)\nendif\nc=1\n'})
    await agree(['--ini', 'b.ini'])
    await agree(['--ini', 'a.ini', '--chdir', '/'])
    await agree(['--ini', 'a.ini', '--master'])
  })
})

describe('includes', () => {
  test.each([
    ['keep their place in the order', 'a=1\ninclude = b.ini\nz=%(q)\nini = sub/c.ini\n'],
    ['find files from the working folder', 'include = sub/d.ini\n'],
    ['of a section', 'ini = b.ini:two\n'],
    ['of a section, by include', 'include = b.ini:two\n'],
    ['of the same file', 'ini = :two\n[two]\nx=own %x %n\n'],
    ['of the same file, after another', 'include = b.ini\nini = :two\n[two]\nx=own\n'],
    ['of a file that is not there', 'a=1\nini = nope.ini\n'],
    ['of a file without an ending', 'include = noending\n'],
    ['by config', 'config = b.ini\n'],
    ['that come last', 'inherit = e.ini\np=7\ninherit = %(p).ini\n'],
    ['of other formats', 'include = y.yaml\nyaml = y.yaml:other\njson = j.json:other\nxml = x.xml\ninclude = x.xml\n'],
    ['in a loop', 'ini = app.ini\n'],
    ['in a wider loop', 'include = loop.ini\n'],
  ])('%s', async (_, lines) => {
    await agreeOnIni(lines, {
      'b.ini': '[uwsgi]\nq=from-b %n\n[two]\nx=b two %x %X\n',
      'sub/c.ini': '[uwsgi]\nc=%d %(a)\n',
      'sub/d.ini': '[uwsgi]\ninclude = c.ini\n',
      'e.ini': '[uwsgi]\nr=%(p) $(HOME) %n\n',
      '7.ini': '[uwsgi]\nseven=%(p)\n',
      noending: '[uwsgi]\na=1\n',
      'loop.ini': '[uwsgi]\nini=app.ini\n',
      'y.yaml': 'uwsgi:\n  y: 1 %n\nother:\n  y: 2\n',
      'j.json': '{"uwsgi": {"j": 1}, "other": {"j": "%n %x"}}',
      'x.xml': '<uwsgi><x>%n</x></uwsgi>',
    })
  })
})

describe('YAML as libyaml scans it', () => {
  test.each([
    [
      'comments, lists, quotes',
      'uwsgi:\n  # c\n  a: 4 # four\n  b: [a, "b c", \'d\']\n  c:\n    - A=1\n    - "B\\t2"\n  d:\n  - x\n  e: it\'s\n',
    ],
    ['nothing, null, true', 'uwsgi:\n  a:\n  b: ""\n  c: null\n  d: true\n  e: ~\n'],
    ['long texts', 'uwsgi:\n  a: |\n    l1\n    l2\n  b: >-\n    f1\n    f2\n  c: p1\n    p2\n  d: 1\n'],
    ['a mapping in a mapping', 'uwsgi:\n  a: 1\n  b:\n    c: 2\n    d: 3\n  e: 4\n'],
    ['mappings in a list', 'uwsgi:\n- a: 1\n- b: 2\n'],
    ['a list in a list', 'uwsgi:\n  a: [1, [2, 3], 4]\n  b: 5\n'],
    ['braces', 'uwsgi: {a: 1, b: 2}\n'],
    ['braces inside', 'uwsgi:\n  a: {b: 1}\n  c: 2\n'],
    ['an anchor', 'uwsgi:\n  a: 1\n  b: &x 2\n  c: *x\n  d: 3\n'],
    ['a tag', 'uwsgi:\n  a: 1\n  b: !!int 2\n  d: 3\n'],
    ['sections twice', 'uwsgi:\n  a: 1\nuwsgi:\n  b: 2\n'],
    ['another section first', 'x:\n  y: 1\n  z: [1, 2]\nuwsgi:\n  a: 1\nlast:\n  b: 2\n'],
    ['a section further in', 'x:\n  uwsgi:\n    a: 1\n  b: 2\nuwsgi:\n  c: 3\n'],
    ['documents', '---\nuwsgi:\n  a: 1\n...\n---\nuwsgi:\n  b: 2\n'],
    ['a tab', 'uwsgi:\n\ta: 1\n'],
    ['a string that does not end', 'uwsgi:\n  a: "b\n'],
    ['explicit keys', 'uwsgi:\n  ? a\n  : 1\n  b: 2\n'],
    ['percent signs', 'uwsgi:\n  a: 50% off\n  b: "100%%"\n  c: "%n"\n'],
    ['a key twice', 'uwsgi:\n  a: 1\n  a: 2\n'],
    ['a byte order mark', '\uFEFFuwsgi:\n  a: 1\n'],
    ['nothing at all', ''],
    ['colons', 'uwsgi:\n  a: b:c\n  d: http://x\n  "e": f\n'],
  ])('%s', async (_, text) => {
    write({'app.yaml': text})
    await agree(['--yaml', 'app.yaml'])
    await agree(['app.yaml'])
  })
})

describe('JSON as yajl reads it', () => {
  test.each([
    '{"uwsgi": {"a": 1, "b": true, "c": false, "d": null, "e": 1.5, "f": ["x", 2, true, null, ["n"], {"k": 1}, 2.5e3]}}',
    '{"uwsgi": {"g": {"k": "v"}, "h": "s\\u00e9\\n%n\\/", "a": 2, "a": -3, "z": "", "big": 99999999999}}',
    '// c\n{"other": {"a": 1}, /* d */ "uwsgi": {"a": 2}}',
    '{"uwsgi": {"a": 1}, "uwsgi": {"b": 2}}',
    '{"uwsgi": {"a": "x\\u0000y"}}',
    '{"uwsgi": {"a": 1,}}',
    '{"uwsgi": {"a": 01}}',
    '{"uwsgi": {"a": NaN}}',
    "{'uwsgi': {}}",
    '{"uwsgi": {"a": 1}} x',
    '{"other": {"a": 1}}',
    '{"uwsgi": 5}',
    '[1]',
    '',
    '\uFEFF{"uwsgi": {"a": 1}}',
  ])('%s', async (text) => {
    write({'app.json': text})
    await agree(['--json', 'app.json'])
  })
})

describe('XML as libxml2 reads it', () => {
  test.each([
    '<uwsgi><a> b &amp; c &#65;&lt;x </a><flag/><b><![CDATA[raw <]]></b><c>a<!-- x -->b</c><d></d></uwsgi>',
    '<?xml version="1.0"?><!-- c --><x><uwsgi id="one"><a>1</a></uwsgi><uwsgi id="two"><b>2</b></uwsgi></x>',
    '<uwsgi><![CDATA[print 1]]><y><!-- q -->b</y><pct>50%% %n</pct><e at="1">v</e><nl>\n l1\n l2\n</nl></uwsgi>',
    '<uwsgi><app domain="d">q</app><app/><app mountpoint="/x"><script>s</script></app></uwsgi>',
    '<uwsgi><a><b>1</b></a></uwsgi>',
    '<uwsgi><a>1</b></uwsgi>',
    '<other><a>1</a></other>',
    '',
  ])('%s', async (text) => {
    write({'app.xml': text})
    await agree(['--xml', 'app.xml'])
  })

  test('sections by id', async () => {
    write({
      'app.xml':
        '<c><uwsgi id="two"><a>1</a><b id="two">2</b><c id="three">3</c></uwsgi><uwsgi><a>none</a></uwsgi></c>',
    })
    for (const id of ['two', 'three', 'four']) await agree(['--xml', `app.xml:${id}`])
  })
})

describe('a command line', () => {
  test.each([
    ['--ini', 'app.ini', '--proces', '4', '--set', 'a=b', '-Mp3', '-C', '--chmod-socket=600', '--set-ph', 'x=y'],
    ['app.ini', '--processes=4', '-C660'],
    ['--mast'],
    ['--nope', '1'],
    ['--processes'],
    ['--master=1'],
    ['-Z'],
    ['--processes', '--master'],
    ['--if-env', 'HOME', '--set', 'a=%(_)', '--endif'],
    ['[ignored', '--ini', 'app.ini'],
    ['-M', '--', 'app.ini'],
    ['nowhere.ini'],
    ['app'],
    ['--plugins', 'python3', '--modul', 'x'],
    ['--ini', 'app.ini', 'app.ini', '-p', '2'],
    ['--ini', 'strict.ini'],
    ['--strict', '--ini', 'app.ini'],
  ])('%s %s %s', async (...args) => {
    write({
      'app.ini': '[uwsgi]\na=1\nb=%(a)%(processes)\n',
      'strict.ini': '[uwsgi]\nset-ph = a=1\nstrict = true\nset = b=%(a)\nmaster = 1\n',
    })
    await agree(args.filter((arg) => arg !== undefined))
  })

  test('variables of the environment come first', async () => {
    write({'app.ini': '[uwsgi]\na=%(processes)\nprocesses=1\n'})
    const env = {UWSGI_PROCESSES: '3', UWSGI_FOO_Bar: 'A_b', UWSGI_INI: 'app.ini', UWSGI_RELOADS: '1', UWSGI_MASTER: ''}
    const [real, ours] = [realView([], folder.path, env), await ourView([], folder.path, env)]
    const sorted = (options: readonly (readonly string[])[]) => options.map((it) => it.join(' = ')).sort()
    expect(sorted(ours.options)).toEqual(sorted(real.options))
  })
})

describe('at random', () => {
  /** The higher name may only ask for lower ones: a loop hangs the real one. */
  const value = (index: number) =>
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'x',
            ' ',
            '=',
            ';',
            '#',
            '"',
            '%%',
            '%n',
            '%q',
            '%',
            '(',
            ')',
            '$(HOME)',
            '$(NO)',
            '@(f.txt)',
            '%(_)',
          ),
          fc.nat({max: 9}).map((lower) => (lower < index ? `%(p${lower})` : 'y')),
          fc.nat({max: 9}).map((lower) => (lower < index ? `%(p${lower} * 2)` : 'z')),
        ),
        {maxLength: 6},
      )
      .map((parts) => parts.join(''))
  const option = fc.nat({max: 9}).chain((index) => value(index).map((text) => `p${index} = ${text}`))
  const line = fc.oneof(
    {weight: 6, arbitrary: option},
    {weight: 1, arbitrary: option.map((text) => `set-ph = ${text.replace(' = ', '=')}`)},
    fc.constantFrom(
      '[uwsgi]',
      '[other]',
      '[uwsgi] x',
      '; c',
      '',
      'flag',
      'include = b.ini',
      'ini = b.ini:other',
      'inherit = b.ini',
    ),
    fc.constantFrom(
      'if-env = HOME',
      'if-env = NO',
      'if-opt = p1',
      'for = a b',
      'for-times = 2',
      'endif',
      'endfor',
      'endif',
      'end',
    ),
  )
  const ini = fc.array(line, {maxLength: 14}).map((lines) => `[uwsgi]\n${lines.join('\n')}\n`)

  test('ini files', {timeout: 120_000}, async () => {
    const included = fc.array(option, {maxLength: 4}).map((lines) => `[uwsgi]\n${lines.join('\n')}\n[other]\nflag\n`)
    await fc.assert(
      fc.asyncProperty(ini, included, async (text, other) => {
        write({'app.ini': text, 'b.ini': other, 'f.txt': 'file\n'})
        await agree(['--ini', 'app.ini'])
      }),
      {numRuns: 100, endOnFailure: true},
    )
  })

  const text = fc.string({unit: fc.constantFrom(...'ab 0-:,&*#?|<>=!%@\'"[]{}~.'), maxLength: 6})

  test('JSON files', {timeout: 120_000}, async () => {
    const json = fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)),
      ),
    )
    await fc.assert(
      fc.asyncProperty(json, async (pairs) => {
        const members = pairs.map(([name, it]) => `${JSON.stringify(name)}: ${JSON.stringify(it)}`)
        write({'app.json': `{"uwsgi": {${members.join(', ')}}}`})
        await agree(['--json', 'app.json'])
      }),
      {numRuns: 150, endOnFailure: true},
    )
  })

  test('YAML files', {timeout: 120_000}, async () => {
    // Without the signs of anchors, tags and long texts, which have tests of their own above.
    const text = fc.string({unit: fc.constantFrom(...'ab 0-:,#?<>=@\'"[]{}~.'), maxLength: 6})
    const scalar = fc.oneof(
      text,
      text.map((it) => JSON.stringify(it)),
      fc.constantFrom('true', '1', '~', "'q'", '', 'a b'),
    )
    const pair = fc.tuple(fc.constantFrom('a', 'b', 'c', '"d"'), fc.oneof(scalar, fc.array(scalar, {maxLength: 3})))
    await fc.assert(
      fc.asyncProperty(fc.array(pair, {maxLength: 6}), async (pairs) => {
        const lines = pairs.map(([name, it]) =>
          typeof it === 'string' ? `  ${name}: ${it}` : `  ${name}:\n${it.map((one) => `    - ${one}\n`).join('')}`,
        )
        write({'app.yaml': `uwsgi:\n${lines.join('\n')}\n`})
        const {problems} = await ourView(['--yaml', 'app.yaml'], folder.path)
        // What is no YAML at all, libyaml's scanner may still take, or stop before.
        fc.pre(!problems.some(({kind}) => kind.startsWith('syntax')))
        await agree(['--yaml', 'app.yaml'])
      }),
      {numRuns: 150, endOnFailure: true},
    )
  })
})
