import {expect, test} from 'vitest'
import {type Case, type Check, findingOf, HOPS, type Outcome, runChecks} from '../../src/checks/check.js'
import {checks} from '../../src/checks/index.js'

const check = (run: () => Promise<Outcome>): Check => ({
  ...{id: 'DR999', name: 'x', hop: 'queue', severity: 'warning', title: 'x', why: 'x'},
  run,
})
const nothing = {} as Case

test('outcomes come in the order of the checks, and one that breaks is unknown', async () => {
  const slow = check(async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return {status: 'pass'}
  })
  const broken = check(async () => {
    throw new Error('boom')
  })
  const quick = check(async () => ({status: 'skip', reason: 'none'}))
  const outcomes = await runChecks([slow, broken, quick], nothing)
  expect(outcomes.map(({status}) => status)).toEqual(['pass', 'unknown', 'skip'])
  expect(outcomes[1]).toMatchObject({reason: expect.stringContaining('boom')})
})

test('a check that never ends is unknown when its time is over', async () => {
  const [outcome] = await runChecks([check(() => new Promise(() => {}))], nothing, 20)
  expect(outcome!.status).toBe('unknown')
})

test('evidence of several lines becomes several pieces', () => {
  const found = findingOf(
    check(async () => ({status: 'pass'})),
    {
      status: 'fail',
      message: 'm',
      evidence: [{text: 'one\ntwo\n', source: 'ls'}],
      remedy: [],
    },
  )
  expect(found.evidence).toEqual([{text: 'one', source: 'ls'}, {text: 'two'}])
  expect(found.severity).toBe('warning')
})

test('ids and names are unique, and the checks stand in the order of the hops', () => {
  expect(new Set(checks.map(({id}) => id)).size).toBe(checks.length)
  expect(new Set(checks.map(({name}) => name)).size).toBe(checks.length)
  const places = checks.map(({hop}) => HOPS.indexOf(hop))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  for (const {id, title, why} of checks) {
    expect(id).toMatch(/^DR0\d\d$/)
    expect(title).not.toMatch(/\.$/)
    expect(why).toMatch(/\.$/)
  }
})
