import {gzipSync} from 'node:zlib'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {logBytes} from '../../src/explain/decode-log.js'
import {explainLogs, explainText} from '../../src/explain/explain-log.js'
import {fillCommand, fillSentence} from '../../src/explain/fill.js'
import {knownAnchors, matchLine} from '../../src/explain/match.js'
import {timeIn, timeText} from '../../src/explain/time.js'
import {unwrap} from '../../src/explain/unwrap.js'
import {problems} from '../../src/knowledge/problems/index.js'
import {MIN_ANCHOR} from '../../src/knowledge/problems/problem.js'

const ids = (text: string) => explainText(text).findings.map(({id}) => id)
const DAMN = 'DAMN ! worker 1 (pid: 77) died, killed by signal 9 :( trying respawn ...'
const HARAKIRI = 'Mon Nov 23 21:06:30 2026 - *** HARAKIRI ON WORKER 1 (pid: 77, try: 1) ***'
const CLOSED = (time: string) =>
  `2026/11/23 ${time} [error] 1#1: *2 upstream prematurely closed connection while reading response header from upstream, client: 1.2.3.4, server: , request: "GET /x HTTP/1.1"`

describe('lines that belong together', () => {
  test('a worker that harakiri kills was not killed by the kernel', () => {
    expect(ids(`${HARAKIRI}\n${DAMN}\n`)).toEqual(['U055'])
    expect(ids(`${DAMN}\n`)).toEqual(['U056'])
    expect(ids(`${HARAKIRI}\n${DAMN.replace('77', '78')}\n`)).toEqual(['U056', 'U055'])
  })

  test('what nginx saw at that second follows from it', () => {
    const [first, second] = explainText(`${HARAKIRI}\n${DAMN}\n${CLOSED('21:06:31')}\n`).findings
    expect(first).toMatchObject({id: 'U055', because: []})
    expect(second).toMatchObject({id: 'N005', because: ['U055']})
  })

  test('what nginx saw an hour later does not', () => {
    const later = explainText(`${HARAKIRI}\n${DAMN}\n${CLOSED('22:06:31')}\n`).findings
    expect(later.map(({id, because}) => [id, because])).toEqual([
      ['U055', []],
      ['N005', []],
    ])
  })

  test('the logs may be two files', async () => {
    const source = (name: string, text: string) => ({name, chunks: [Buffer.from(text)]})
    const sources = [source('error.log', `${CLOSED('21:06:30')}\n`), source('uwsgi.log', `${HARAKIRI}\n`)]
    const {findings} = await explainLogs(sources)
    expect(findings.map(({id, evidence}) => [id, evidence?.[0]?.source])).toEqual([
      ['U055', 'uwsgi.log:1'],
      ['N005', 'error.log:1'],
    ])
  })

  test('workers that are replaced in the same second are a warning', () => {
    const line = (second: number, worker: number) =>
      `Mon Nov 23 21:06:${second} 2026 - worker ${worker} lifetime reached, it was running for 3601 second(s)`
    const apart = explainText([line(10, 1), 'x', 'x', 'x', 'x', line(40, 2)].join('\n')).findings[0]
    expect(apart).toMatchObject({id: 'U077', severity: 'info', count: 2, notes: []})
    const together = explainText([line(10, 1), line(10, 2), line(10, 3)].join('\n')).findings[0]
    expect(together).toMatchObject({severity: 'warning', notes: ['up to 3 workers were replaced in the same second']})
  })

  test('the exception above "no app loaded" is its reason', () => {
    const {findings, exceptions} = explainText(`Traceback (most recent call last):
  File "/srv/app/wsgi.py", line 3, in <module>
    KEY = os.environ['SECRET_KEY']
  File "/usr/lib/python3.11/os.py", line 679, in __getitem__
    raise KeyError(key) from None
KeyError: 'SECRET_KEY'
unable to load app 0 (mountpoint='') (callable not found or import error)
*** no app loaded. GAME OVER ***
`)
    expect(findings[0]).toMatchObject({
      id: 'U039',
      notes: ["the exception above it: KeyError: 'SECRET_KEY' (/srv/app/wsgi.py:3)"],
    })
    expect(exceptions).toEqual([])
  })

  test('an exception of a request is told with the line of the project', () => {
    const one = `Traceback (most recent call last):
  File "/srv/app/views.py", line 12, in view
    order = orders[key]
KeyError: 'missing'
`
    expect(explainText(one + one).exceptions).toMatchObject([
      {error: "KeyError: 'missing'", where: '/srv/app/views.py:12', count: 2},
    ])
  })

  test('a traceback is read through what the journal puts before each line', () => {
    const lines = [
      'Traceback (most recent call last):',
      '  File "/srv/app/views.py", line 12, in view',
      '    order = orders[key]',
      "KeyError: 'missing'",
    ]
    const wrapped = lines.map((line) => `Nov 23 21:06:30 web uwsgi[812]: ${line}`).join('\n')
    expect(explainText(wrapped).exceptions).toMatchObject([
      {error: "KeyError: 'missing'", where: '/srv/app/views.py:12'},
    ])
  })

  test('lost clients are noise, or slow requests, by how long those took', () => {
    const lost = (
      ms: number,
    ) => `SIGPIPE: writing to a closed pipe/socket/fd (probably the client disconnected) on request /x (ip 1.2.3.4) !!!
uwsgi_response_write_body_do(): Broken pipe [core/writer.c line 341] during GET /x (1.2.3.4)
OSError: write error
[pid: 1|app: 0|req: 1/1] 1.2.3.4 () {10 vars in 120 bytes} [Mon Nov 23 21:44:26 2026] GET /x => generated 0 bytes in ${ms} msecs (HTTP/1.1 200) 1 headers in 0 bytes (1 switches on core 0)
`
    expect(explainText(lost(12)).findings).toMatchObject([{id: 'U060', count: 1, severity: 'info', notes: []}])
    const [slow] = explainText(lost(60_021) + lost(60_005)).findings
    expect(slow).toMatchObject({id: 'U060', count: 2, severity: 'warning'})
    expect(slow!.notes[0]).toMatch(/^these requests took 60\.0 s to 60\.0 s: .*uwsgi_read_timeout/)
  })

  test('lines of one event count once, and the commonest value leads', () => {
    const failed = (socket: string) =>
      `2026/11/23 21:06:30 [crit] 1#1: *2 connect() to unix:${socket} failed (2: No such file or directory) while connecting`
    const [finding] = explainText([failed('/a'), failed('/b'), failed('/b')].join('\n')).findings
    expect(finding).toMatchObject({id: 'N002', count: 3, message: 'nginx does not find the socket file /b'})
    expect(finding!.values.map(({count, values}) => [count, values['socket']])).toEqual([
      [2, '/b'],
      [1, '/a'],
    ])
  })
})

describe('what is not known', () => {
  test('is counted and shown, alike lines once', () => {
    const {unknown, findings} = explainText('ERROR: disk 7 on fire\nERROR: disk 8 on fire\nall is well\n')
    expect(findings).toEqual([])
    expect(unknown).toMatchObject({count: 2, kinds: [{count: 2, example: {source: '-:1'}}]})
  })

  test('a healthy request line is no trouble, whatever its path', () => {
    const line =
      '[pid: 1|app: 0|req: 1/1] 1.2.3.4 () {10 vars in 120 bytes} [Mon Nov 23 21:44:26 2026] GET /error/failed => generated 5 bytes in 2 msecs (HTTP/1.1 200) 1 headers in 0 bytes (1 switches on core 0)'
    expect(explainText(line)).toMatchObject({findings: [], unknown: {count: 0}, statuses: []})
  })

  test('failed requests are counted by status, of uWSGI, nginx and Apache', () => {
    const {statuses} = explainText(`1.2.3.4 - - [23/Nov/2026:21:06:30 +0000] "GET /a HTTP/1.1" 502 157 "-" "curl"
1.2.3.4 - - [23/Nov/2026:21:06:31 +0000] "GET /b HTTP/2.0" 502 157 "-" "curl"
1.2.3.4 - - [23/Nov/2026:21:06:31 +0000] "GET /c HTTP/1.1" 499 0 "-" "curl"
1.2.3.4 - - [23/Nov/2026:21:06:31 +0000] "GET /d HTTP/1.1" 200 5000 "-" "curl"
`)
    expect(statuses.map(({status, count, examples}) => [status, count, examples])).toEqual([
      [502, 2, ['GET /a', 'GET /b']],
      [499, 1, ['GET /c']],
    ])
  })
})

describe('hostile and odd logs', () => {
  test('never break the reading', () => {
    const pieces = fc.oneof(
      fc.constantFrom(...knownAnchors),
      fc.string({unit: 'binary', maxLength: 30}),
      fc.constantFrom('\n', '{', '}', '"MESSAGE":', '\r\n'),
    )
    fc.assert(
      fc.property(fc.array(pieces, {maxLength: 40}), (all) => {
        const {findings, lines} = explainText(all.join(''))
        expect(lines).toBeGreaterThanOrEqual(0)
        for (const {message} of findings) expect(message).not.toContain('undefined')
      }),
    )
  })

  test('a long line costs no expression more than its length', () => {
    // Runs into the time limit of the test where an expression goes back and forth over the line.
    for (const anchor of knownAnchors) matchLine(`${anchor}${'a "b (1: 2) ['.repeat(600)}`)
  })

  test('NUL bytes and bytes that are no UTF-8 stand in the way of nothing', async () => {
    const chunk = Buffer.concat([
      Buffer.from([0, 0xff, 0xc3, 0x0a, 0]),
      Buffer.from('bind(): Address already in use\n'),
    ])
    const {findings} = await explainLogs([{name: 'x', chunks: [chunk]}])
    expect(findings[0]).toMatchObject({id: 'U025'})
  })

  async function* pieces(bytes: Buffer, size = 7): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }

  test.each([
    ['plain', Buffer.from(DAMN)],
    ['gzip', gzipSync(DAMN)],
    ['UTF-16, little endian', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(DAMN, 'utf16le')])],
    ['UTF-16, big endian', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(DAMN, 'utf16le').swap16()])],
  ])('%s', async (_, bytes) => {
    const {findings} = await explainLogs([{name: 'x', chunks: logBytes(pieces(bytes))}])
    expect(findings.map(({id}) => id)).toEqual(['U056'])
  })

  test('gzip that is cut off is an error with words', async () => {
    const reading = explainLogs([{name: 'x', chunks: logBytes(pieces(gzipSync(DAMN).subarray(0, 40)))}])
    await expect(reading).rejects.toMatchObject({code: 'TSGI_CANNOT_READ', kind: 'environment'})
  })
})

describe('values of a log in what is to be typed', () => {
  test('a plain word gets in, anything else does not', () => {
    expect(fillCommand('ls {path|/run/app.sock}', {path: '/srv/a.sock'})).toBe('ls /srv/a.sock')
    for (const path of ['/a b', '/a;reboot', '$(reboot)', '`x`', '-rf', "'", '/a\nb', '']) {
      expect(fillCommand('ls {path|/run/app.sock}', {path})).toBe('ls /run/app.sock')
    }
  })

  test('a sentence without its values is none', () => {
    expect(fillSentence('worker {worker} died', {})).toBeUndefined()
    expect(fillSentence('worker {worker} died', {worker: '3'})).toBe('worker 3 died')
  })
})

describe('times', () => {
  test.each([
    ['Mon Nov 23 21:06:30 2026 - *** HARAKIRI', '2026-11-23 21:06:30'],
    ['[Mon Nov 23 21:06:30.123456 2026] [proxy:error]', '2026-11-23 21:06:30'],
    ['[pid: 1|app: 0|req: 1/1] 1.2.3.4 () {1 vars in 2 bytes} [Mon Nov  3 21:06:30 2026] GET', '2026-11-03 21:06:30'],
    ['2026/11/23 21:06:30 [error]', '2026-11-23 21:06:30'],
    ['2026-11-23 21:06:30: (gw_backend.c.1)', '2026-11-23 21:06:30'],
    ['2026-11-23T21:06:30.5+02:00 web uwsgi', '2026-11-23 21:06:30'],
    ['1.2.3.4 - - [23/Nov/2026:21:06:30 +0000] "GET', '2026-11-23 21:06:30'],
    ['Nov 23 21:06:30 web uwsgi[1]: x', '2026-11-23 21:06:30'],
    ['Dec 31 23:59:59 web uwsgi[1]: x', '2025-12-31 23:59:59'],
  ])('%s', (line, expected) => {
    expect(timeText(timeIn(line, new Date('2026-11-24T00:00:00Z'))!)).toBe(expected)
  })

  test('a line without one has none', () => {
    expect(timeIn('spawned uWSGI worker 1 (pid: 23, cores: 1)')).toBeUndefined()
  })

  test('the journal says it in microseconds, and bytes as numbers', () => {
    const line = JSON.stringify({__REALTIME_TIMESTAMP: '1795467990123456', MESSAGE: [...Buffer.from('caf\u00e9')]})
    expect(unwrap(line)).toEqual({text: 'caf\u00e9', time: 1_795_467_990_000})
  })
})

describe('the catalogue', () => {
  test('ids are unique, and those that are named exist', () => {
    const known = problems.map(({id}) => id)
    expect(new Set(known).size).toBe(known.length)
    const named = problems.flatMap(({related = []}) => related)
    expect(named.filter((id) => !known.includes(id))).toEqual([])
  })

  test('every anchor is long enough for the scan, and stands in what its expression matches', () => {
    for (const anchor of knownAnchors) expect(anchor.length, anchor).toBeGreaterThanOrEqual(MIN_ANCHOR)
  })

  test('what it says to do has no hole', () => {
    for (const {id, sure, fix} of problems) {
      for (const line of [...sure, ...fix]) expect(fillCommand(line, {}), id).not.toMatch(/\{[a-z]+\|?/)
    }
  })
})

test('an HTTP request is called by its own method', () => {
  const [finding] = explainText('invalid request block size: 21327 (max 4096)...skip').findings
  expect(finding?.means).toContain('21327 is how an HTTP request (POST) begins')
})

test('logs of different time zones are joined when all of it agrees', async () => {
  const at = (hour: string, second: string) =>
    `2026/11/23 ${hour}:10:${second} [error] 7#7: *5 upstream prematurely closed connection while reading response header from upstream, request: "GET /report HTTP/1.1"\n`
  const killed = 'Mon Nov 23 22:10:02 2026 - *** HARAKIRI ON WORKER 1 (pid: 812, try: 1) ***\n'
  const because = async (nginx: string) => {
    const chunks = (text: string) => [Buffer.from(text)]
    const {findings} = await explainLogs([
      {name: 'uwsgi.log', chunks: chunks(killed)},
      {name: 'error.log', chunks: chunks(nginx)},
    ])
    return findings.find(({id}) => id === 'N005')?.because
  }
  expect(await because(at('23', '03'))).toEqual(['U055'])
  expect(await because(at('23', '30'))).toEqual([])
  expect(await because(at('23', '03') + at('21', '44'))).toEqual([])
})
