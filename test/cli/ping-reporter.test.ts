import {expect, test} from 'vitest'
import {methodOf, pingFlags, withWaitingTime} from '../../src/cli/ping-flags.js'
import {type PingFlags, settingsOf} from '../../src/cli/ping-settings.js'
import {headline, replyLine, statistics} from '../../src/cli/reporters/ping.js'
import {explainState} from '../../src/cli/reporters/ping-advice.js'
import {pingAdvice} from '../../src/knowledge/ping-states.js'

const flags: PingFlags = {timeout: 3000, quiet: false, timestamps: false, strict: false, nagios: false, ndjson: false}
const target = {kind: 'unix', path: '/run/app.sock'} as const

test('the lines are those of ping(8)', () => {
  expect(headline(target, settingsOf(flags, true))).toBe(
    'PING /run/app.sock (uwsgi, modifier1=100): 4 probes, 1 s apart',
  )
  expect(headline(target, settingsOf({...flags, 'wait-up': 90_000}, true))).toBe(
    'PING /run/app.sock (uwsgi, modifier1=100): until it is up, at most 90 s',
  )
  expect(replyLine(target, {seq: 1, state: 'pong', time_ms: 0.39})).toBe('pong from /run/app.sock: seq=1 time=0.39 ms')
  expect(replyLine(target, {seq: 2, state: 'alive', time_ms: 12.34, message: 'closed'})).toBe(
    'alive from /run/app.sock: seq=2 time=12.3 ms (closed)',
  )
  expect(replyLine(target, {seq: 3, state: 'silent', time_ms: 3000, message: 'timed out after 3 s'})).toBe(
    'no reply from /run/app.sock: seq=3 timed out after 3 s',
  )
  const rtt = {min_ms: 0.21, avg_ms: 0.29, max_ms: 0.39, mdev_ms: 0.07, p50_ms: 0.3, p99_ms: 0.39}
  expect(statistics({target, transmitted: 4, received: 3, loss_pct: 25, time_ms: 3004.2, rtt, replies: []})).toBe(
    `--- /run/app.sock ping statistics ---
4 probes, 3 replies, 25% loss, time 3004 ms
rtt min/avg/max/mdev = 0.210/0.290/0.390/0.070 ms`,
  )
})

test('text of a server cannot act on the terminal', () => {
  const line = replyLine(target, {seq: 1, state: 'warning', time_ms: 1, message: 'disk\x1b]0;owned\x07\nfull\u202e'})
  expect(line).toBe('warning from /run/app.sock: seq=1 time=1.00 ms: disk\\e]0;owned\\x07\\nfull\\u{202e}')
})

test('four probes for a person, one for a script, and as many as were asked for', () => {
  expect(settingsOf(flags, true).count).toBe(4)
  expect(settingsOf(flags, false).count).toBe(1)
  expect(settingsOf({...flags, nagios: true}, true).count).toBe(1)
  expect(settingsOf({...flags, count: 0}, false).count).toBe(0)
  expect(settingsOf({...flags, deadline: 5000}, false).count).toBe(0)
  expect(settingsOf({...flags, deadline: 5000, count: 3}, false)).toMatchObject({count: 3, atLeast: 3})
})

test.each([
  [{'wait-up': 1000, count: 3}, '--wait-up and --count'],
  [{'wait-up': 1000, 'wait-down': 1000}, '--wait-up and --wait-down'],
  [{'wait-down': 1000, deadline: 5}, '--wait-down and --deadline'],
  [{nagios: true, json: true}, '--nagios and --json'],
  [{ndjson: true, json: true}, '--ndjson and --json'],
  [{warning: {from: 0, to: 1, isInverted: false}}, '--warning is for --nagios'],
])('%j contradicts itself', (given, message) => {
  expect(() => settingsOf({...flags, ...given}, false)).toThrow(message)
})

test('a GET is sent only when one was asked for', () => {
  expect(methodOf({})).toBe('ping')
  expect(methodOf({method: 'empty'})).toBe('empty')
  expect(methodOf({path: '/healthz'})).toBe('request')
  expect(methodOf({expect: '200'})).toBe('request')
  expect(() => methodOf({method: 'ping', path: '/'})).toThrow(/--path is for a request/)
})

test.each(Object.keys(pingAdvice) as (keyof typeof pingAdvice)[])(
  '%s has causes and something to type',
  async (state) => {
    for (const address of [
      target,
      {kind: 'tcp', host: '10.0.0.1', port: 3031},
      {kind: 'abstract', name: 'a b'},
    ] as const) {
      const text = await explainState(address, state, {path: "/o'neil"})
      expect(text).toMatch(/Likely causes, in this order:\n 1\. /)
      expect(text).toMatch(/^Try: \S/m)
      expect(text).toContain(`(${state})`)
      expect(text).not.toMatch(/undefined| {2}$/m)
    }
  },
)

test('other programs are given the file, without the unix: that only tsgi reads', async () => {
  const text = await explainState({kind: 'unix', path: '3031'}, 'refused')
  expect(text).toContain('ss -xlp | grep -F 3031\n')
  expect(text).toContain('tsgi ping --wait-up 30s unix:3031')
})

test('a line stays a line, however long the text of a server is', () => {
  const reply = {seq: 1, time_ms: 1, state: 'warning', message: 'x'.repeat(65_000)} as const
  expect(replyLine(target, reply)).toMatch(/^warning from .{300,400}x…$/)
})

test('what is to be typed survives the shell', async () => {
  expect(await explainState({kind: 'unix', path: "/tmp/it's here"}, 'refused')).toContain("'/tmp/it'\\''s here'")
})

test.each([
  ['s.sock --wait-down', 's.sock --wait-down=30s'],
  ['--wait-up --json s.sock', '--wait-up=30s --json s.sock'],
  ['--wait-up :3031', '--wait-up=30s :3031'],
  ['--wait-up ./s.sock', '--wait-up=30s ./s.sock'],
  ['--wait-up 5s s.sock', '--wait-up 5s s.sock'],
  ['--wait-up=5s s.sock', '--wait-up=5s s.sock'],
  ['--wait-up soon s.sock', '--wait-up soon s.sock'],
  ['-- --wait-up', '-- --wait-up'],
])('%s is %s', (typed, meant) => {
  expect(withWaitingTime(typed.split(' ')).join(' ')).toBe(meant)
})

test('the flags are those that people know', () => {
  const chars = Object.entries(pingFlags).map(([name, flag]) => `${flag.char ?? ''}${flag.char ? '=' : ''}${name}`)
  expect(chars).toEqual([
    'c=count',
    'i=interval',
    'W=timeout',
    'w=deadline',
    'q=quiet',
    'D=timestamps',
    ...['method', 'path', 'expect', 'strict', 'wait-up', 'wait-down', 'nagios', 'warning', 'critical', 'ndjson'],
  ])
})
