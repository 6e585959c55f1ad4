import {spawnSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {BIN, tsgi} from '../support/tsgi.js'

const ESCAPE = '\x1b['

/** Runs the command with a terminal on both streams, as `script` makes one. */
function atTerminal(command: string, env: Readonly<Record<string, string>> = {}): string {
  const line = `stty cols 60; ${command.replace('tsgi', `${process.execPath} ${BIN}`)}`
  const {stdout, error} = spawnSync('script', ['-qec', line, '/dev/null'], {
    encoding: 'utf8',
    env: {PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...env},
    timeout: 30_000,
  })
  if (error) throw error
  return stdout.replaceAll('\r\n', '\n')
}

test.each(['tsgi --help', 'tsgi ping --help', 'tsgi pign'])('%s has colours at a terminal', (command) => {
  expect(atTerminal(command)).toContain(ESCAPE)
})

test.each([{NO_COLOR: '1'}, {TERM: 'dumb'}, {FORCE_COLOR: '0'}])('none with %j', (env) => {
  expect(atTerminal('tsgi --help', env)).not.toContain(ESCAPE)
  expect(atTerminal('tsgi pign', env)).not.toContain(ESCAPE)
})

test('the flag is obeyed before and after the command', () => {
  expect(atTerminal('tsgi --no-color ping --help')).not.toContain(ESCAPE)
  expect(atTerminal('tsgi ping :99999 --no-color', {FORCE_COLOR: '1'})).not.toContain(ESCAPE)
})

test('each stream for itself: errors stay coloured while the answer goes to a file', () => {
  expect(atTerminal('tsgi pign > /dev/null')).toContain(ESCAPE)
  expect(atTerminal('tsgi pign 2>&1 | cat')).not.toContain(ESCAPE)
})

test('no colour in a pipe, unless it is asked for', async () => {
  expect((await tsgi(['--help'])).stdout).not.toContain(ESCAPE)
  expect((await tsgi(['--help', '--color'])).stdout).toContain(ESCAPE)
  expect((await tsgi(['--help'], {env: {FORCE_COLOR: '1', NO_COLOR: '1'}})).stdout).toContain(ESCAPE)
  expect((await tsgi(['pign'], {env: {FORCE_COLOR: '1'}})).stderr).toContain(ESCAPE)
})

test('JSON is never coloured', async () => {
  const {stdout} = await tsgi(['ping', '/nonexistent.sock', '--json', '--color'], {env: {FORCE_COLOR: '3'}})
  expect(JSON.parse(stdout)).toMatchObject({schema: 'tsgi.ping/1'})
  expect(atTerminal('tsgi ping /nonexistent.sock --json')).not.toContain(ESCAPE)
})

test('errors break between words where the terminal ends', () => {
  const lines = atTerminal('tsgi ping 300.1.1.1', {NO_COLOR: '1'}).trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60)
  expect(lines[0]).toMatch(/^Error: \S/)
  expect(lines[1]).toMatch(/^ {7}\S/)
})
