import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {writeFileSync} from 'node:fs'
import {createServer, type Socket} from 'node:net'
import {describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {BIN, tsgi} from '../support/tsgi.js'

const DEAD = '/nonexistent/app.sock'

/** What a person may type wrong, or meet: the exit code, the error's code, and what the sentence and the advice must say. */
const MISTAKES: readonly [typed: string, exit: number, code: string, says: RegExp][] = [
  ['pign', 2, 'TSGI_UNKNOWN_COMMAND', /"pign" is not a tsgi command[\s\S]*tsgi ping/],
  ['cache gte', 2, 'TSGI_UNKNOWN_COMMAND', /"cache gte" is not a tsgi command[\s\S]*tsgi cache get/],
  ['nothing-of-the-kind', 2, 'TSGI_UNKNOWN_COMMAND', /tsgi --help/],
  ['help pign', 2, 'TSGI_UNKNOWN_COMMAND', /tsgi ping/],
  ['--jsn', 2, 'TSGI_UNKNOWN_FLAG', /did you mean --json\?/],
  [`ping --timout 3 ${DEAD}`, 2, 'TSGI_UNKNOWN_FLAG', /unknown flag "--timout"[\s\S]*did you mean --timeout\?/],
  [`ping --no-colour ${DEAD}`, 2, 'TSGI_UNKNOWN_FLAG', /did you mean --no-color\?/],
  ['ping', 2, 'TSGI_MISSING_ARGUMENT', /missing SOCKET/],
  ['completion', 2, 'TSGI_MISSING_ARGUMENT', /missing SHELL \(the shell that you use\)/],
  ['completion fihs', 2, 'TSGI_BAD_VALUE', /"fihs" is none of bash, zsh, fish[\s\S]*did you mean fish\?/],
  ['completion fish zsh', 2, 'TSGI_UNEXPECTED_ARGUMENT', /unexpected argument "zsh"/],
  [`ping --timeout=abc ${DEAD}`, 2, 'TSGI_BAD_DURATION', /--timeout: "abc" is not a duration[\s\S]*500ms/],
  [`ping ${DEAD} --timeout`, 2, 'TSGI_USAGE', /--timeout expects a value/],
  [`ping --timeout 1 --timeout 2 ${DEAD}`, 2, 'TSGI_USAGE', /--timeout can only be specified once/],
  [`rpc ${DEAD} hello`, 1, 'TSGI_MISSING', /no socket file/],
  ['serve --socket /nonexistent/app.sock', 3, 'TSGI_CANNOT_LISTEN', /cannot listen on /],
  ['packet --decode /bin/ls', 2, 'TSGI_NOT_A_PACKET', /modifier1 127 means nothing/],
  ['packet --decode /nonexistent', 2, 'TSGI_NO_SUCH_FILE', /there is no file[\s\S]*tsgi packet --help/],
  [`packet ${DEAD} --modifier1 256`, 2, 'TSGI_BAD_MODIFIER', /one byte, 0 to 255[\s\S]*tsgi packet --help/],
  [`signal ${DEAD} 256`, 2, 'TSGI_BAD_SIGNAL', /numbered 0 to 255[\s\S]*tsgi signal --help/],
  ['ping :99999', 2, 'TSGI_BAD_ADDRESS', /port 99999 is not between 1 and 65535/],
]

describe.each(MISTAKES)('tsgi %s', (typed, exit, code, says) => {
  const words = typed.split(' ')

  test(`exits ${exit} and says it on stderr, without a stack`, async () => {
    const {code: status, stdout, stderr} = await tsgi(words)
    expect([status, stdout]).toEqual([exit, ''])
    expect(stderr).toMatch(/^Error: /)
    expect(stderr).toMatch(says)
    expect(stderr).toContain(`[${code}]`)
    expect(stderr).toMatch(/^Try: /m)
    expect(stderr).not.toMatch(/^\s+at .*:\d+|›|node_modules/m)
  })

  test(`exits ${exit} with one JSON document under --json`, async () => {
    const {code: status, stdout, stderr} = await tsgi([...words, '--json'])
    expect([status, stderr]).toEqual([exit, ''])
    const document = JSON.parse(stdout)
    expect(document).toEqual({
      schema: expect.stringMatching(/^tsgi\.[a-z-]+\/1$/),
      ok: false,
      error: {code, message: expect.any(String), suggestions: expect.any(Array)},
    })
    expect([document.error.message, ...document.error.suggestions].join('\n')).toMatch(says)
  })
})

test('--json may stand before the command', async () => {
  const {code, stdout} = await tsgi(['--json', 'ping', ':99999'])
  expect([code, JSON.parse(stdout).schema]).toEqual([2, 'tsgi.ping/1'])
})

test('a missing argument shows how the command is written, on stderr', async () => {
  const {stderr} = await tsgi(['ping'])
  expect(stderr).toMatch(/USAGE\n {2}\$ tsgi ping[\s\S]*EXAMPLES\n {2}\$ tsgi ping/)
})

test('a pipe is never taken for the argument that is missing', async () => {
  const {code, stderr} = await tsgi(['ping'], {input: '/run/app.sock\n'})
  expect(code).toBe(2)
  expect(stderr).toContain('missing SOCKET')
})

test('a server that is down is an answer: exit 1, with and without --json', async () => {
  expect((await tsgi(['ping', DEAD])).code).toBe(1)
  const {code, stdout} = await tsgi(['ping', DEAD, '--json'])
  expect([code, JSON.parse(stdout).schema]).toEqual([1, 'tsgi.ping/1'])
})

describe('a bug', () => {
  /** A home-made bug: the clock that every exchange looks at is broken before the program starts. */
  async function broken(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    using folder = temporaryFolder()
    const preload = folder.at('bug.cjs')
    writeFileSync(preload, 'performance.now = () => {throw new RangeError("broken on purpose")}')
    return await tsgi(words, {env: {NODE_OPTIONS: `--require ${preload}`, ...env}})
  }

  test('exits 70, says how to report it, and shows no stack', async () => {
    const {code, stderr} = await broken(['ping', DEAD])
    expect(code).toBe(70)
    expect(stderr).toMatch(/^Error: this is a bug in tsgi: broken on purpose \[TSGI_BUG\]\nTry: .*DEBUG=tsgi/)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test('exits 70 with one document under --json', async () => {
    const {code, stdout} = await broken(['ping', DEAD, '--json'])
    expect(code).toBe(70)
    expect(JSON.parse(stdout)).toMatchObject({schema: 'tsgi.ping/1', ok: false, error: {code: 'TSGI_BUG'}})
  })

  test('shows the stack with DEBUG=tsgi', async () => {
    const {code, stderr} = await broken(['ping', DEAD], {DEBUG: 'tsgi*'})
    expect(code).toBe(70)
    expect(stderr).toMatch(/RangeError: broken on purpose\n\s+at /)
  })
})

describe('ending early', () => {
  /** tsgi, waiting for a server that accepts and never answers, gets the signal. */
  async function interrupted(signal: NodeJS.Signals, ...flags: string[]) {
    using folder = temporaryFolder()
    const accepted: Socket[] = []
    const server = createServer((socket) => accepted.push(socket.on('error', () => {}))).listen(folder.at('s'))
    await once(server, 'listening')
    const result = await tsgi(['request', folder.at('s'), '--timeout', '20s', ...flags], {
      during: (child) => server.once('connection', () => child.kill(signal)),
    })
    for (const socket of accepted) socket.destroy()
    server.close()
    return result
  }

  test.each([
    ['SIGINT', 130, 'TSGI_INTERRUPTED'],
    ['SIGTERM', 143, 'TSGI_TERMINATED'],
  ] as const)('%s: exit %i, quietly, and under --json with a document', async (signal, exit, error) => {
    expect(await interrupted(signal)).toMatchObject({code: exit, stdout: '', stderr: ''})
    const {code, stdout, stderr} = await interrupted(signal, '--json')
    expect([code, stderr]).toEqual([exit, ''])
    expect(JSON.parse(stdout)).toMatchObject({schema: 'tsgi.request/1', ok: false, error: {code: error}})
  })
})

describe('a reader that goes away', () => {
  /** The exit code of tsgi when its standard output is a pipe that nobody reads. */
  async function unread(...words: string[]) {
    const script = '"$@" | true; exit $PIPESTATUS'
    const child = spawn('bash', ['-c', script, 'bash', process.execPath, BIN, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const [code] = await once(child, 'close')
    return {code, said}
  }

  test.each(['--help', 'ping --help', 'completion bash', 'request /nonexistent.sock --offline -v'])(
    'tsgi %s',
    async (typed) => {
      expect(await unread(...typed.split(' '))).toEqual({code: 0, said: ''})
    },
  )

  test('ends what would go on for ever', async () => {
    expect(await unread('ping', DEAD, '-c', '0', '-i', '10ms')).toEqual({code: 0, said: ''})
  })
})

test('a full disk is the machine in the way: exit 3, and says so', async () => {
  const child = spawn('bash', ['-c', '"$@" > /dev/full', 'bash', process.execPath, BIN, 'completion', 'bash'])
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(3)
  expect(said).toMatch(/^Error: .*no space left.* \[ENOSPC\]/)
})
