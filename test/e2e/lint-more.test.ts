import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

const DESCRIPTION =
  'application: {root: /srv/shop, module: shop.wsgi}\nuwsgi: {socket-mode: 666}\nweb: {server: nginx, names: [a.example]}\n'
/** A comment in a value, a time with a unit, and a name that is none; with the line ends of Windows. */
const BROKEN = '[uwsgi]\r\nmodule = app\r\nmaster = true ; yes\r\nproceses = 4\r\nharakiri = 30s\r\n'
const MENDED = '[uwsgi]\r\nmodule = app\r\n; yes\r\nmaster = true\r\nprocesses = 4\r\nharakiri = 30\r\n'

describe('tsgi.yaml', () => {
  test('its own reader finds keys and values, contradictions, and what is probably not meant, each with its place', async () => {
    using folder = temporaryFolder()
    const found = async (text: string) => {
      writeFileSync(folder.at('tsgi.yaml'), text)
      return (await tsgi(['lint', 'tsgi.yaml', '-f', 'gcc'], {cwd: folder.path})).stdout
    }
    expect(await found('application: [')).toMatch(/^tsgi\.yaml:1:\d+: error: .* \[TS000\]\n/)
    expect(await found(`${DESCRIPTION}wbe: 1\n`)).toMatch(/^tsgi\.yaml:4:1: error: wbe: unknown key \[TS001\]\n$/)
    expect(await found('name: shop\n')).toMatch(/^tsgi\.yaml:1:\d+: error: .* \[TS002\]\n/)
    expect(await found(DESCRIPTION)).toMatch(
      /^tsgi\.yaml:2:\d+: warning: uwsgi\.socket-mode: 666 lets every user .* \[TS003\]\n$/,
    )
  })

  test('sets severities, for what lies beside it and below', async () => {
    using folder = temporaryFolder()
    mkdirSync(folder.at('deploy'))
    writeFileSync(folder.at('deploy/app.ini'), '[uwsgi]\nproceses = 4\n')
    const run = () => tsgi(['lint', folder.at('deploy/app.ini'), '-f', 'gcc'])
    expect((await run()).stdout).toContain('error: unknown option')
    writeFileSync(folder.at('tsgi.yaml'), `${DESCRIPTION}lint: {UW1: warning}\n`)
    expect((await run()).stdout).toContain('warning: unknown option')
    writeFileSync(folder.at('tsgi.yaml'), `${DESCRIPTION}lint: {UW1: warning, UW101: off}\n`)
    expect(await run()).toMatchObject({code: 0, stdout: ''})
    writeFileSync(folder.at('tsgi.yaml'), `${DESCRIPTION}lint: {UW101: loud}\n`)
    expect((await run()).stderr).toContain('its severities do not count')
    expect((await tsgi(['lint', folder.at('tsgi.yaml')])).stdout).toContain('lint.UW101')
  })
})

describe('fixes', () => {
  test('go round after round, and keep line ends', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('app.ini'), BROKEN)
    const {code, stderr} = await tsgi(['lint', '--fix', folder.at('app.ini')])
    expect(readFileSync(folder.at('app.ini'), 'utf8')).toBe(MENDED)
    expect([code, stderr]).toEqual([0, '1 file, nothing to complain about, 1 file fixed\n'])
  })

  test('leave bytes alone that are no UTF-8', async () => {
    using folder = temporaryFolder()
    const bytes = Buffer.from('[uwsgi]\n; caf\xe9\nproceses = 4\n', 'latin1')
    writeFileSync(folder.at('app.ini'), bytes)
    expect((await tsgi(['lint', '--fix', folder.at('app.ini')])).code).toBe(1)
    expect(readFileSync(folder.at('app.ini'))).toEqual(bytes)
  })

  test('never touch the files that a dump from standard input names', async () => {
    using folder = temporaryFolder()
    const site = folder.at('site.conf')
    writeFileSync(site, '# something else entirely, and longer than what the dump says stands here\n')
    const dump = `# configuration file ${site}:\nlocation / {\n    uwsgi_pass unix:/run/a.sock;\n}\n`
    const {code} = await tsgi(['lint', '--fix', '--as', 'nginx', '-'], {input: dump})
    expect(code).toBe(1)
    expect(readFileSync(site, 'utf8')).toMatch(/^# something else/)
  })
})

describe('--trace', () => {
  test('tells each setting of an option, what led there, and which one counts', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('base.ini'), '[uwsgi]\nsocket = /run/%(name).sock\nharakiri = 20\n')
    writeFileSync(folder.at('app.ini'), '[uwsgi]\nname = shop\nini = base.ini\nharakiri = 30\n')
    const {stdout} = await tsgi(['lint', '--trace', 'socket', 'app.ini'], {cwd: folder.path})
    expect(stdout).toBe(
      [
        'socket = /run/shop.sock',
        '  base.ini:2:10  socket = /run/%(name).sock',
        '  included by app.ini:3:1  ini = base.ini',
        '  %(name) is "shop", from app.ini:2:8  name = shop',
        '',
      ].join('\n'),
    )
    const traced = await tsgi(['lint', '--trace', 'harakiri', 'app.ini', '--json'], {cwd: folder.path})
    expect(JSON.parse(traced.stdout)).toMatchObject({
      ...{schema: 'tsgi.lint/1', ok: true, option: 'harakiri'},
      files: [
        {
          file: 'app.ini',
          settings: [
            {value: '20', counts: false},
            {value: '30', counts: true},
          ],
        },
      ],
    })
    expect(await tsgi(['lint', '--trace', 'harkiri', 'app.ini'], {cwd: folder.path})).toMatchObject({
      ...{code: 1, stderr: 'harkiri is not set; did you mean harakiri?\n'},
    })
  })
})

describe('the report', () => {
  test('goes to a file whole or not at all', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('app.ini'), BROKEN)
    const to = folder.at('report.sarif')
    writeFileSync(to, 'from before')
    expect((await tsgi(['lint', folder.at('gone.ini'), '-o', to])).code).toBe(2)
    expect(readFileSync(to, 'utf8')).toBe('from before')
    expect(await tsgi(['lint', folder.at('app.ini'), '-f', 'sarif', '-o', to])).toMatchObject({code: 1, stdout: ''})
    expect(JSON.parse(readFileSync(to, 'utf8')).runs[0].tool.driver.rules[0].fullDescription.text).toMatch(/./)
    expect((await tsgi(['lint', folder.at('app.ini'), '-o', folder.at('none/report')])).code).toBe(3)
    expect(existsSync(folder.at('none'))).toBe(false)
  })

  test('so many warnings are no failure', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('app.ini'), '[uwsgi]\nmaster = true\nprocesses = 4\nmax-worker-lifetime = 3600\n')
    expect((await tsgi(['lint', folder.at('app.ini')])).code).toBe(1)
    expect((await tsgi(['lint', folder.at('app.ini'), '--max-warnings', '1'])).code).toBe(0)
  })

  test('names standard input as it is told to', async () => {
    const {stdout} = await tsgi(['lint', '-', '--stdin-filename', 'vassals/app.ini', '-f', 'gcc'], {input: BROKEN})
    expect(stdout).toMatch(/^vassals\/app\.ini:3:10: error: /)
  })

  test('a suppression without a reason does not count, and is told as a note', async () => {
    const input = '[uwsgi]\n; tsgi: ignore[UW101]\nproceses = 4\n'
    const {stdout} = await tsgi(['lint', '-', '--as', 'uwsgi', '-S', 'info', '-f', 'gcc', '--select', 'UW101,SU'], {
      input,
    })
    expect(stdout).toMatch(/^-:2:1: note: this suppression does not count: it says no reason \[SU001\]\n-:3:1: error: /)
  })
})

describe('what is no configuration', () => {
  test('binary, too big, a folder without any', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('app.ini'), Buffer.from([0, 1, 2, 255, 254, 10, 91, 117]))
    expect((await tsgi(['lint', folder.at('app.ini')])).code).toBeLessThan(2)
    writeFileSync(folder.at('big.ini'), Buffer.alloc(17 << 20, 'a'))
    expect(await tsgi(['lint', folder.at('big.ini')])).toMatchObject({code: 2, stdout: ''})
    mkdirSync(folder.at('empty'))
    expect((await tsgi(['lint', folder.at('empty')])).code).toBe(0)
  })
})
