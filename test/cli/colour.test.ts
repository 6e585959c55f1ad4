import {expect, test} from 'vitest'
import {colourLevel} from '../../src/cli/colour.js'

type Case = readonly [name: string, argv: string[], env: Record<string, string>, isTerminal: boolean, level: number]

const CASES: readonly Case[] = [
  ['a terminal', [], {}, true, 1],
  ['a pipe', [], {}, false, 0],
  ['NO_COLOR', [], {NO_COLOR: '1'}, true, 0],
  ['an empty NO_COLOR', [], {NO_COLOR: ''}, true, 1],
  ['TERM=dumb', [], {TERM: 'dumb'}, true, 0],
  ['FORCE_COLOR in a pipe', [], {FORCE_COLOR: '1'}, false, 1],
  ['an empty FORCE_COLOR in a pipe', [], {FORCE_COLOR: ''}, false, 1],
  ['FORCE_COLOR=true against NO_COLOR', [], {FORCE_COLOR: 'true', NO_COLOR: '1'}, false, 1],
  ['FORCE_COLOR=3', [], {FORCE_COLOR: '3'}, true, 3],
  ['FORCE_COLOR=0 on a terminal', [], {FORCE_COLOR: '0'}, true, 0],
  ['--color against everything', ['ping', '--color'], {NO_COLOR: '1', FORCE_COLOR: '0', TERM: 'dumb'}, false, 1],
  ['--no-color against FORCE_COLOR', ['ping', '--no-color'], {FORCE_COLOR: '3'}, true, 0],
  ['the last flag wins', ['--color', '--no-color'], {}, true, 0],
  ['a flag after -- is none', ['--', '--no-color'], {}, true, 1],
  ['TSGI_COLOR as the flag', [], {TSGI_COLOR: '1', NO_COLOR: '1'}, false, 1],
  ['TSGI_NO_COLOR as the flag', [], {TSGI_NO_COLOR: '1', FORCE_COLOR: '1'}, true, 0],
  ['TSGI_COLOR=false', [], {TSGI_COLOR: 'false', FORCE_COLOR: '1'}, true, 0],
]

test.each(CASES)('%s', (_, argv, env, isTerminal, level) => {
  expect(colourLevel('stdout', {argv, env, isTerminal})).toBe(level)
})
