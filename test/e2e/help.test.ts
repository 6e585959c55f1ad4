import {describe, expect, test} from 'vitest'
import {unknownFlagsIn} from '../../src/cli/parsing.js'
import {readManifest} from '../support/manifest.js'
import {tsgi} from '../support/tsgi.js'

const commands = Object.values(readManifest().commands)
const filled = (text: string, id: string) =>
  text.replaceAll('<%= config.bin %>', 'tsgi').replaceAll('<%= command.id %>', id.replaceAll(':', ' '))

const examples = commands.flatMap((command) =>
  (command.examples ?? []).map((example) => {
    const text = typeof example === 'string' ? example : example.command
    return {command, line: filled(text, command.id).replace(/^[^\n]*\n(?=tsgi)/, '')}
  }),
)

/** The words of the tsgi in a line of shell. */
function wordsOf(line: string): string[] {
  const own = /\btsgi ((?:'[^']*'|"[^"]*"|[^|;&<>()])*)/.exec(line)?.[1] ?? ''
  return [...own.matchAll(/(?:'[^']*'|"[^"]*"|\S)+/g)].map(([word]) => word.replaceAll(/^['"]|['"]$|(?<==)['"]/g, ''))
}

describe.each(examples)('$line', ({command, line}) => {
  const words = wordsOf(line)
  const id = command.id.split(':')

  test('is of its command, and its flags exist', () => {
    expect(words.slice(0, id.length)).toEqual(id)
    expect(unknownFlagsIn(words.slice(id.length), command.flags as never)).toEqual([])
  })
})

/** Commands that ask a socket, and need nothing else; the examples of the others are tried by their own tests. */
const ASKS = /^(ping|identify|request|packet|rpc|signal|spool|stats|completion|cache:\w+)$/

describe.each(examples.filter(({command}) => ASKS.test(command.id)))('$line', ({command, line}) => {
  const words = wordsOf(line)

  test('is understood: nobody is there to answer, but nothing was typed wrong', async () => {
    const isOffline = command.id === 'completion' || words.includes('--offline') || words.includes('--curl')
    const needsMore = words.some((word) => /^-$|^@|[$`]|wait-up|decode|nagios|^-c$|^\d+-c/.test(word))
    if (needsMore) return
    const socket = words.map((word) => (/^(\/run\/|127\.|:\d|@|\[)/.test(word) ? '/nonexistent/app.sock' : word))
    const {code} = await tsgi(socket)
    expect(isOffline ? [0] : [0, 1, 3]).toContain(code)
  })
})

test('bare tsgi, --help, -h and help are the same, exit 0', async () => {
  const [bare, ...others] = await Promise.all([[], ['--help'], ['-h'], ['help']].map((words) => tsgi(words)))
  expect(bare).toMatchObject({code: 0, stderr: ''})
  for (const command of ['ping', 'request', 'serve', 'completion'])
    expect(bare!.stdout).toMatch(new RegExp(`^ {2}${command} +\\S`, 'm'))
  for (const other of others) expect(other).toMatchObject({code: 0, stdout: bare!.stdout})
})

test.each(commands.map(({id}) => id.replaceAll(':', ' ')))(
  'help of %s: examples first, the same in every way',
  async (name) => {
    const words = name.split(' ')
    const [asked, short, named] = await Promise.all([
      tsgi([...words, '--help']),
      tsgi([...words, '-h']),
      tsgi(['help', ...words]),
    ])
    expect(asked).toMatchObject({code: 0, stderr: ''})
    expect(asked.stdout.indexOf('EXAMPLES')).toBeGreaterThan(0)
    expect(asked.stdout.indexOf('EXAMPLES')).toBeLessThan(asked.stdout.indexOf('FLAGS\n'))
    expect(asked.stdout).not.toMatch(/<%|undefined|\[object|›/)
    expect([short!.stdout, named!.stdout]).toEqual([asked.stdout, asked.stdout])
    // An example stays on its line, to be copied.
    const lines = asked.stdout.split('\n').filter((line) => !line.startsWith('  $ '))
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80)
  },
)

test('a group of commands lists them', async () => {
  const {code, stdout} = await tsgi(['cache'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/cache get +\S[\s\S]*cache set +\S/)
})
