import {expect, test} from 'vitest'
import {didYouMean} from '../src/did-you-mean.js'

const COMMANDS = ['ping', 'identify', 'request', 'packet', 'cache get', 'cache set', 'rpc', 'signal', 'spool', 'serve']

test.each([
  ['pign', 'ping'],
  ['pin', 'ping'],
  ['cache gte', 'cache get'],
  ['reqest', 'request'],
  ['ident', 'identify'],
  ['sevre', 'serve'],
])('%s is probably %s', (typed, meant) => {
  expect(didYouMean(typed, COMMANDS)).toBe(meant)
})

test.each(['p', 'deploy', 'nothing-of-the-kind', 's', ''])('%j is nothing that is known', (typed) => {
  expect(didYouMean(typed, COMMANDS)).toBeUndefined()
})

test('nothing is meant when there is nothing', () => {
  expect(didYouMean('ping', [])).toBeUndefined()
})
