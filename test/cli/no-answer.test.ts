import {describe, expect, test} from 'vitest'
import {noAnswerError, type Unanswered} from '../../src/cli/no-answer.js'
import type {NoAnswer, NoAnswerState} from '../../src/client/answer.js'

const address = {kind: 'unix', path: '/nonexistent/a b.sock'} as const
const errorOf = (result: Partial<NoAnswer>, about: Partial<Unanswered> = {}) =>
  noAnswerError(
    {ok: false, state: 'empty', bytes: Buffer.alloc(0), time_ms: 1, ...result},
    {address, modifier1: 173, ...about},
  )

describe('zero bytes: the likeliest cause first', () => {
  test('nothing known: what the modifier is known for, then the plugin', async () => {
    const {causes} = await errorOf({})
    expect(causes[0]).toMatch(/^there is no function/)
    expect(causes[3]).toMatch(/^the plugin is not loaded \(plugins = rpc\)/)
  })

  test('the plugin did not answer either: it alone', async () => {
    const {causes} = await errorOf({plugin: false})
    expect(causes).toEqual([expect.stringMatching(/^the plugin is not loaded/)])
  })

  test('the plugin answered: everything else, under a code of its own', async () => {
    const error = await errorOf({plugin: true}, {refusal: {code: 'TSGI_RPC_NO_RESULT', suggestions: ['x']}})
    expect(error).toMatchObject({code: 'TSGI_RPC_NO_RESULT', suggestions: ['x']})
    expect(error.causes.join()).not.toContain('plugin')
  })

  test('it waited before it closed: another kind of socket', async () => {
    expect((await errorOf({plugin: false, time_ms: 1001})).causes[0]).toMatch(/^it is no uwsgi socket/)
  })

  test('a block over the default buffer-size', async () => {
    expect((await errorOf({}, {blockBytes: 5000})).causes[0]).toMatch(/^the block is 5000 bytes/)
  })

  test('an address that a shell would split is quoted in what to type', async () => {
    expect((await errorOf({})).suggestions).toContain("tsgi identify '/nonexistent/a b.sock'")
  })
})

test.each([
  ['refused', 1, 'nobody listens on it (refused)'],
  ['missing', 1, 'there is no socket file of that name (missing)'],
  ['backlog-full', 1, 'listen queue is full'],
  ['silent', 1, 'nothing comes back (silent)'],
  ['denied', 3, 'this user may not connect (denied)'],
  ['garbled', 1, 'answered with something else'],
  ['cut-off', 1, 'broke off'],
  ['too-big', 1, 'more than tsgi keeps'],
] as [NoAnswerState, number, string][])('%s', async (state, exit, sentence) => {
  const error = await errorOf({state, detail: 'why'})
  expect(error.kind).toBe(exit === 3 ? 'environment' : 'negative')
  expect(error.code).toBe(`TSGI_${state.toUpperCase().replace('-', '_')}`)
  expect(error.message).toContain(sentence)
})
