import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {type Machine, throwawayMachine} from '../support/machine.js'
import {KEYS} from '../support/terminal.js'
import {BIN, ROOT} from '../support/tsgi.js'

const DRIVER = fileURLToPath(new URL('../support/terminal.py', import.meta.url))
const PLACES = ['/etc', '/srv', '/run', '/var/lib/tsgi', '/var/log/shop'] as const
const TIME = {timeout: 120_000}

type Steps = readonly (readonly [wait: string, keys: string])[]

/** Runs setup at a pseudo-terminal of the machine, and answers its questions. */
async function answering(machine: Machine, steps: Steps): Promise<{readonly output: string; readonly code: number}> {
  const env = {PATH: process.env['PATH'] ?? '', HOME: '/root', TERM: 'xterm'}
  const want = {argv: [process.execPath, BIN, 'setup'], cwd: '/srv/shop', steps, seconds: 60, env}
  const {stdout, stderr} = await machine.run(['python3', DRIVER, JSON.stringify(want)])
  expect(stdout, stderr).not.toBe('')
  const {output, code} = JSON.parse(stdout) as {output: string; code: number}
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return {output: output.replace(/\x1b\[[\d;?]*[A-Za-z]/g, ''), code}
}

async function shop(): Promise<Machine> {
  const machine = await throwawayMachine()
  await machine.sh(`cp -r '${join(ROOT, 'test/fixtures/apps/matrix/flask')}' /srv/shop; nginx; nginx -s quit; sleep 1`)
  return machine
}

const YES = `y${KEYS.enter}`
const QUESTIONS: Steps = [
  ['Which web server', KEYS.enter],
  ['Host names', `shop.example${KEYS.enter}`],
]

test('from the first question to the picture at the end', TIME, async () => {
  await using machine = await shop()
  const steps: Steps = [
    ...QUESTIONS,
    ['Apply?', YES],
    ['Step 3 of 4', ''],
    ['Apply?', YES],
    ['Step 4 of 4', ''],
    ['Apply?', YES],
  ]
  const {output, code} = await answering(machine, steps)
  expect(code, output).toBe(0)
  expect(output).toMatch(/client\s+└▶ \w+ :80 .* ms\s+└▶ \/run\/shop\/uwsgi\.sock .* ms\s+└▶ uWSGI of shop/)
})

test('Ctrl-C in the middle keeps what was verified, and it can be taken back', TIME, async () => {
  await using machine = await shop()
  const before = await machine.tree(...PLACES)
  const {output, code} = await answering(machine, [
    ...QUESTIONS,
    ['Apply?', YES],
    ['Step 3 of 4', ''],
    ['Apply?', KEYS.ctrlC],
  ])
  expect(code, output).toBe(130)
  expect((await machine.sh('ls /etc/uwsgi/shop.ini')).code).toBe(0)
  const undone = await machine.tsgi(['setup', '--undo', '--yes'], {cwd: '/srv/shop'})
  expect(undone, undone.stderr).toMatchObject({code: 0})
  expect(await machine.tree(...PLACES)).toEqual(before)
})
