import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, readFileSync, writeFileSync} from 'node:fs'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {BIN, ROOT} from '../support/tsgi.js'

// The tour of the README, typed into one shell: what it shows is what comes back, but for times.
const README = readFileSync(`${ROOT}/README.md`, 'utf8')
const folder = temporaryFolder()
const SEPARATOR = '\u0001'

beforeAll(() => {
  writeFileSync(folder.at('tsgi'), `#!/bin/sh\nexec ${process.execPath} ${BIN} "$@"\n`)
  chmodSync(folder.at('tsgi'), 0o755)
})

afterAll(() => folder[Symbol.dispose]())

interface Step {
  readonly command: string
  readonly output: string
}

function tour(): Step[] {
  const blocks = [...README.matchAll(/^```console\n(.*?)^```/gms)].map((match) => match[1]!)
  return blocks
    .join('')
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const end = step.indexOf('\n')
      return {command: step.slice(0, end), output: step.slice(end + 1)}
    })
}

const masked = (text: string) =>
  text
    .replaceAll('\r', '')
    .replace(/\d+(\.\d+)? ms|[\d./]+(?= ms$)/gm, 'N ms')
    .trim()

async function type(steps: readonly Step[]): Promise<string[]> {
  const shell = spawn('bash', [], {
    cwd: folder.path,
    env: {PATH: `${folder.path}:${process.env['PATH']}`, HOME: folder.path},
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (output += chunk))
  const typed = steps.map(({command}) => `${command}\nprintf '${SEPARATOR}'`).join('\n')
  shell.stdin.end(`exec 2>&1\n${typed}\nkill %1\nwait\n`)
  await once(shell, 'close')
  return output.split(SEPARATOR)
}

test('the tour shows what happens', async () => {
  const steps = tour()
  expect(steps.length).toBeGreaterThan(5)
  const outputs = await type(steps)
  for (const [n, {command, output}] of steps.entries()) expect(masked(outputs[n]!), command).toBe(masked(output))
})

test('every page it points to is there', () => {
  const pages = [...README.matchAll(/\]\((docs\/[^)#]+)/g)].map((match) => match[1]!)
  expect(pages.length).toBeGreaterThan(5)
  for (const page of pages) expect(readFileSync(`${ROOT}/${page}`, 'utf8').length, page).toBeGreaterThan(200)
})
