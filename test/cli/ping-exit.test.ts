import {expect, test} from 'vitest'
import {parseRange} from '../../src/cli/nagios-range.js'
import {exitOfTarget, worstOf} from '../../src/cli/ping-exit.js'
import {nagiosVerdict} from '../../src/cli/reporters/nagios.js'
import {isReply, type PingState} from '../../src/client/ping.js'
import type {PingTarget} from '../../src/client/ping-series.js'
import {roundTrips} from '../../src/client/round-trips.js'

function probed(...states: PingState[]): PingTarget {
  const replies = states.map((state, n) => ({
    seq: n + 1,
    state,
    time_ms: 2,
    ...(state === 'pong' ? {} : {message: state}),
  }))
  const received = states.filter(isReply).length
  return {
    target: {kind: 'unix', path: '/run/app.sock'},
    transmitted: states.length,
    received,
    loss_pct: 100 - (100 * received) / states.length,
    time_ms: 10,
    rtt: roundTrips(replies.filter(({state}) => isReply(state)).map(({time_ms}) => time_ms)),
    replies,
  }
}

const DEAD = ['stats', 'silent', 'garbled', 'refused', 'missing', 'backlog-full', 'unreachable', 'unresolved'] as const
const nagios = {timeout: 3000, strict: false}

test.each([
  ['pong', 0, 0, 0],
  ['warning', 0, 1, 1],
  ['alive', 0, 1, 0],
  ...DEAD.map((state) => [state, 1, 1, 2] as const),
  ['denied', 3, 3, 3],
] as const)('%s: exit %i, %i with --strict, %i for Nagios', (state, exit, strictExit, nagiosExit) => {
  const target = probed(state)
  expect(exitOfTarget(target, {strict: false, atLeast: 1})).toBe(exit)
  expect(exitOfTarget(target, {strict: true, atLeast: 1})).toBe(strictExit)
  expect(nagiosVerdict([target], nagios).exit).toBe(nagiosExit)
})

test('one reply of many is enough, unless -c and -w ask for all', () => {
  const target = probed('silent', 'pong', 'silent')
  expect(exitOfTarget(target, {strict: false, atLeast: 1})).toBe(0)
  expect(exitOfTarget(target, {strict: false, atLeast: 3})).toBe(1)
})

test('of several sockets the worst counts: not there, then not allowed, then fine', () => {
  expect(worstOf([0, 3, 1])).toBe(1)
  expect(worstOf([0, 3])).toBe(3)
  expect(worstOf([0, 0])).toBe(0)
})

test('a server cannot make the line for Nagios as long as it likes', () => {
  const target = probed('warning')
  const [reply] = target.replies
  const {line} = nagiosVerdict([{...target, replies: [{...reply!, message: 'x'.repeat(65_000)}]}], nagios)
  expect(line.length).toBeLessThan(500)
  expect(line).toMatch(/x… \| time=/)
})

test('the line for Nagios carries performance data', () => {
  const warning = parseRange('100ms')
  const critical = parseRange('1')
  expect(nagiosVerdict([probed('pong')], {...nagios, warning, critical}).line).toBe(
    'UWSGI OK - pong in 2.00 ms | time=0.002000s;0.100;1.000;0;3 loss=0%;;100;0;100',
  )
  expect(nagiosVerdict([probed('pong')], {...nagios, warning: parseRange('1ms')})).toMatchObject({exit: 1})
  expect(nagiosVerdict([probed('pong')], {...nagios, critical: parseRange('1ms')})).toMatchObject({exit: 2})
  expect(nagiosVerdict([probed('refused')], nagios).line).toBe(
    'UWSGI CRITICAL - refused: refused | loss=100%;;100;0;100',
  )
})

test('several sockets make one line, and the failing ones are named in it', () => {
  const other = {...probed('silent'), target: {kind: 'tcp', host: '::1', port: 3031} as const}
  const {line, exit} = nagiosVerdict([probed('pong'), other], nagios)
  expect(exit).toBe(2)
  expect(line).toBe(
    "UWSGI CRITICAL - silent from [::1]:3031: silent | '/run/app.sock time'=0.002000s;;;0;3 '/run/app.sock loss'=0%;;100;0;100 '[::1]:3031 loss'=100%;;100;0;100",
  )
  expect(nagiosVerdict([probed('pong'), probed('alive')], nagios).line).toMatch(/^UWSGI OK - 2 sockets answer \|/)
})

test('a server cannot write performance data, or a second line', () => {
  const evil = {...probed('warning'), replies: [{seq: 1, state: 'warning', time_ms: 1, message: 'x | time=0s\nOK'}]}
  const {line} = nagiosVerdict([evil as PingTarget], nagios)
  expect(line.split('|')).toHaveLength(2)
  expect(line).not.toContain('\n')
})
