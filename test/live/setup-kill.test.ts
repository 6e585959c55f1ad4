import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
// @ts-expect-error plain JavaScript, as it builds what ships
import {bundle} from '../../bin/bundle.js'
import {type Machine, throwawayMachine} from '../support/machine.js'
import {ROOT} from '../support/tsgi.js'

const PLACES = ['/etc', '/srv', '/run', '/var/lib/tsgi', '/var/log/shop', '/var/log/nginx'] as const
const IN_SHOP = {cwd: '/srv/shop'}
const SETUP = ['--web', 'nginx', '--server-name', 'shop.example', '--yes']
/** More records than any walk writes. */
const MANY = 200

/** `tsgi setup` alone, which kills itself behind record number FAULT of its journal. */
async function faulty(out: string): Promise<string> {
  const contents = `import {run} from './src/cli/main.ts'
import Setup from './src/commands/setup.ts'
run(${JSON.stringify(ROOT)}, {setup: Setup}, ['setup', ...process.argv.slice(2)])`
  const journal = fileURLToPath(new URL('../support/fault-journal.js', import.meta.url))
  await bundle(contents, join('dist/cli', out), {alias: {'node:fs/promises': journal}, minify: false})
  return join(ROOT, 'dist/cli', out)
}

async function machineWithShop(): Promise<Machine> {
  const machine = await throwawayMachine()
  await machine.sh(`cp -r '${join(ROOT, 'test/fixtures/apps/matrix/flask')}' /srv/shop; nginx; nginx -s quit; sleep 1`)
  return machine
}

test.each(['--resume', '--undo'])(
  'killed behind any record of its journal: %s ends well',
  {timeout: 900_000},
  async (way) => {
    const program = await faulty(`faulty${way}.cjs`)
    await using machine = await machineWithShop()
    const before = await tree(machine)
    for (let at = 1; at <= MANY; at++) {
      const killed = await machine.run([process.execPath, program, ...SETUP], {...IN_SHOP, env: {FAULT: String(at)}})
      if (killed.code === 0) {
        rmSync(program) // what is built there ships
        expect(at).toBeGreaterThan(20)
        return
      }
      expect(killed.code, `${at}: ${killed.stderr}`).toBe(137)
      if (way === '--resume') {
        const resumed = await machine.tsgi(['setup', '--resume', ...SETUP], IN_SHOP)
        expect(resumed, `${at}: ${resumed.stderr}`).toMatchObject({code: 0})
        const {stdout} = await machine.run(['curl', '-s', '-H', 'Host: shop.example', 'http://127.0.0.1/hello'])
        expect(stdout, `${at}`).toBe('hello from Flask')
      }
      const undone = await machine.tsgi(['setup', '--undo', '--yes'], IN_SHOP)
      expect(undone, `${at}: ${undone.stderr}${undone.stdout}`).toMatchObject({code: 0})
      expect(await tree(machine), `${at}`).toEqual(before)
    }
    throw new Error('it was killed every time')
  },
)

async function tree(machine: Machine): Promise<readonly string[]> {
  return (await machine.tree(...PLACES)).filter((line) => !line.includes('/var/log/nginx/error.log'))
}
