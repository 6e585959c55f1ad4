import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {BIN} from '../support/tsgi.js'

/** Runs the program that ships at a pseudo-terminal, both streams on it. */
function atTerminal(...args: string[]): string {
  const command = [process.execPath, BIN, ...args].map((word) => `'${word}'`).join(' ')
  return execFileSync('script', ['-qec', command, '/dev/null'], {
    encoding: 'utf8',
    env: {...process.env, TERM: 'xterm'},
  })
}

test('the program that ships runs where both streams are a terminal', () => {
  expect(atTerminal('--version')).toMatch(/^tsgi\/\d+\.\d+\.\d+/)
  expect(atTerminal('request', '/no.sock', '/hello', '--offline')).toMatch(/PATH_INFO=\/hello\r?\n/)
})

test('a body that would come from the terminal is refused', () => {
  expect(() => atTerminal('request', '/no.sock', '/', '-d', '-')).toThrow(expect.objectContaining({status: 2}))
})
