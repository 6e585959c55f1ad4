import {existsSync, readFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {rules} from '../../src/rules/index.js'
import {Linter} from '../../src/rules/lint.js'
import {temporaryFolder} from '../support/folder.js'
import {memoryFiles} from '../support/memory-files.js'
import {startProgram} from '../support/program.js'

async function idsOf(command: string, more: string): Promise<string[]> {
  const text = `[Service]\nExecStart=/usr/bin/uwsgi ${command}\n${more}`
  const linter = new Linter({rules, files: memoryFiles({})})
  return (await linter.lint({file: 'app.service', text})).findings.map(({id}) => id)
}

/** What systemd does at a stop: the signal of the unit; true: uWSGI ends. */
async function endsWith(signal: NodeJS.Signals, options: readonly string[]): Promise<boolean> {
  using folder = temporaryFolder()
  await using program = startProgram('uwsgi', ['--socket', folder.at('a.sock'), ...options])
  await program.logged(/spawned uWSGI worker/)
  program.child.kill(signal)
  for (let waited = 0; waited < 3000 && program.child.exitCode === null; waited += 50) await sleep(50)
  const isEnded = program.child.exitCode !== null || program.child.signalCode !== null
  if (!isEnded && options.includes('--die-on-term')) program.child.kill('SIGTERM')
  return isEnded
}

const MASTER = '--master'
test.each([
  [[MASTER], 'SIGTERM', false],
  [[MASTER], 'SIGQUIT', true],
  [[MASTER, '--die-on-term'], 'SIGTERM', true],
  [[MASTER, '--die-on-term'], 'SIGQUIT', false],
  [[MASTER, '--hook-master-start', 'unix_signal:15 gracefully_kill_them_all'], 'SIGTERM', true],
  [[], 'SIGTERM', true],
] as const)('SD003: uWSGI %j ends with %s: %s', async (options, signal, ends) => {
  const command = options.map((it) => (it.includes(' ') ? `"${it}"` : it)).join(' ')
  const ids = await idsOf(`${command} --socket /run/a.sock`, `KillSignal=${signal}\n`)
  expect(ids.includes('SD003')).toBe(!ends)
  expect(await endsWith(signal, options)).toBe(ends)
})

test('SD006: started as a user uWSGI cannot become one', async () => {
  expect(await idsOf('--socket /run/a.sock --uid 33', 'User=nobody\n')).toContain('SD006')
  const run = (...more: string[]) =>
    startProgram('uwsgi', ['--socket', '127.0.0.1:0', '--need-app', ...more], {uid: 65_534, gid: 65_534})
  await using bad = run('--uid', '33')
  await bad.logged(/cannot setuid\(\) as non-root user/)
  await using good = run('--uid', 'www-data')
  await good.logged(/no app loaded/)
  expect(good.log()).not.toMatch(/setuid\(\)/)
})

test('SD002: with daemonize the process that systemd watches ends, and another one goes on', async () => {
  expect(await idsOf('--socket /run/a.sock --daemonize /var/log/a.log', '')).toContain('SD002')
  using folder = temporaryFolder()
  const pidfile = folder.at('pid')
  const args = [
    '--master',
    '--socket',
    folder.at('a.sock'),
    '--daemonize',
    folder.at('log'),
    '--pidfile',
    pidfile,
    '--no-orphans',
  ]
  const program = startProgram('uwsgi', args)
  for (let waited = 0; waited < 5000 && program.child.exitCode === null; waited += 50) await sleep(50)
  expect(program.child.exitCode).toBe(0)
  for (let waited = 0; waited < 5000 && !existsSync(pidfile); waited += 50) await sleep(50)
  const pid = Number(readFileSync(pidfile, 'utf8'))
  expect(process.kill(pid, 0)).toBe(true)
  process.kill(pid, 'SIGKILL') // its workers see that their master is gone
})
