import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {ROOT, tsgi} from '../support/tsgi.js'

const FIXTURES = join(ROOT, 'test/fixtures/messages')
const SIGNAL = 'DAMN ! worker 1 (pid: 77) died, killed by signal 9 :( trying respawn ...\n'
const run = (...args: string[]) => tsgi(['explain', ...args])

describe('tsgi explain', () => {
  test('a message, as words or as one', async () => {
    const whole = await run('invalid request block size: 21573 (max 4096)...skip')
    const words = await run('invalid', 'request', 'block', 'size:', '21573', '(max', '4096)...skip')
    expect(whole).toMatchObject({code: 0, stderr: ''})
    expect(whole.stdout).toContain('U001 error\n   an HTTP request (GET) was sent to a socket that speaks uwsgi')
    expect(words.stdout).toBe(whole.stdout)
  })

  test.each([
    ['--- no python application found, check your startup logs for errors ---', 'U040'],
    ['-- unavailable modifier requested: 100 --', 'U010'],
    ['--harakiri', 'option harakiri'],
    ['-p', 'option processes'],
  ])('a thing that begins with a dash: %s', async (thing, expected) => {
    const {code, stdout} = await run(thing)
    expect({code, first: stdout.split('\n')[0]}).toEqual({code: 0, first: expect.stringContaining(expected)})
    expect(await run('--jsno')).toMatchObject({code: 2})
  })

  test('a message that was cut or typed from memory says that it only comes near', async () => {
    const {code, stdout} = await run('connect() failed (111: Connection refused)')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^No message known here reads exactly so\. What comes nearest:\n\nproblem [\s\S]*\nproblem N003/,
    )
    expect(JSON.parse((await run('--json', 'INVALID request block size')).stdout)).toMatchObject({
      ok: true,
      topics: [
        {name: 'U001', isNear: true},
        {name: 'U002', isNear: true},
      ],
    })
  })

  test('a log, what to fix first on top, and what follows from it below', async () => {
    const {code, stdout} = await run(join(FIXTURES, 'U055 behind nginx.txt'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^1 error.* in \d+ lines of .*U055 behind nginx\.txt$|^2 errors, /m)
    expect(stdout).toMatch(/1\. U055 error\n.*\n[\s\S]*Follows from the above:\n {3}N005 1 × .*because of U055/)
  })

  test('standard input, with - and without a word, and gzip too', async () => {
    const {stdout} = await tsgi(['explain', '-'], {input: SIGNAL})
    expect(stdout).toContain('U056 error')
    expect((await tsgi(['explain'], {input: SIGNAL})).stdout).toBe(stdout)
    expect((await tsgi(['explain'], {input: gzipSync(SIGNAL)})).stdout).toBe(stdout)
  })

  test('a folder, a missing file and nothing known say so, each with its exit code', async () => {
    expect(await run('/tmp')).toMatchObject({code: 2, stdout: '', stderr: expect.stringContaining('is a folder')})
    expect(await run('/nope/app.log')).toMatchObject({code: 2, stderr: expect.stringContaining('TSGI_NO_SUCH_FILE')})
    expect(await run('nope.log', join(FIXTURES, 'U056.txt'))).toMatchObject({
      ...{code: 2, stderr: expect.stringContaining('there is no file "nope.log"')},
    })
    expect(await run('dr010')).toMatchObject({code: 0, stdout: expect.stringContaining('check DR010 (error)')})
    expect(await run('harakri')).toMatchObject({code: 1, stderr: expect.stringContaining('tsgi explain harakiri')})
    expect(await run('quite', 'unheard')).toMatchObject({code: 1, stderr: expect.stringContaining('Nothing is known')})
    expect(await tsgi(['explain', '-'], {input: 'all is well\n'})).toMatchObject({code: 1})
  })

  test('--json is one document, also without an answer', async () => {
    const log = await run('--json', join(FIXTURES, 'U002 behind nginx.txt'))
    expect(JSON.parse(log.stdout)).toMatchObject({
      schema: 'tsgi.explain/1',
      ok: true,
      topics: [],
      findings: [
        {id: 'U002', severity: 'error', count: 1, because: [], url: 'docs/problems/U002.md'},
        {},
        {id: 'N006', because: ['U002']},
      ],
      summary: {errors: 2, warnings: 0, infos: 1},
    })
    const topic = await run('--json', 'exit', '22')
    expect(JSON.parse(topic.stdout)).toMatchObject({
      schema: 'tsgi.explain/1',
      ok: true,
      findings: [],
      topics: [{kind: 'exit code'}],
    })
    const none = await run('--json', 'quite', 'unheard')
    expect(none.code).toBe(1)
    expect(JSON.parse(none.stdout)).toMatchObject({schema: 'tsgi.explain/1', ok: false})
  })

  test.each(['gcc', 'sarif', 'github', 'junit', 'checkstyle', 'ndjson'])('--format %s', async (format) => {
    const {code, stdout} = await run('--format', format, join(FIXTURES, 'U056.txt'))
    expect(code).toBe(0)
    expect(stdout).toContain('U056')
  })

  test('what a log says cannot act on the terminal', async () => {
    using folder = temporaryFolder()
    const path = folder.at('evil.log')
    writeFileSync(
      path,
      'realpath() of /\u001b[2J\u009b31m;reboot failed: No such file or directory [core/utils.c line 3662]\n',
    )
    const {stdout} = await run(path)
    expect(stdout).toContain('U022')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).not.toMatch(/[\x1b\x9b]/)
    expect(stdout).toContain('namei -l /etc/uwsgi/app.ini')
  })

  test('every kept message is explained on 60 columns', async () => {
    const files = readdirSync(FIXTURES).filter((_, n) => n % 25 === 0)
    for (const file of files) {
      const {code, stdout} = await tsgi(['explain', join(FIXTURES, file)], {
        env: {TSGI_FORCE_TTY: '1', NO_COLOR: '1', COLUMNS: '60'},
      })
      expect(code, file).toBe(0)
      expect(stdout).toContain(file.slice(0, 4))
    }
  })
})
