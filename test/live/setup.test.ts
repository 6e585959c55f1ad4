import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {type Machine, throwawayMachine} from '../support/machine.js'
import {ROOT} from '../support/tsgi.js'

/** The places that setup writes to. */
const PLACES = ['/etc', '/run', '/srv', '/var/lib', '/var/log'] as const

async function withApplication(name: string): Promise<Machine> {
  const machine = await throwawayMachine()
  const {code, stderr} = await machine.sh(`cp -r '${join(ROOT, 'test/fixtures/apps/matrix', name)}' /srv/shop`)
  expect(code, stderr).toBe(0)
  return machine
}

/** A server that starts for the first time gives its own folders to its user. */
const ONCE = {
  nginx: 'nginx; nginx -s quit; sleep 1',
  apache: 'apache2ctl start; apache2ctl stop; sleep 1',
  lighttpd: 'lighttpd -f /etc/lighttpd/lighttpd.conf; kill $(cat /run/lighttpd.pid); sleep 1',
}

const IN_SHOP = {cwd: '/srv/shop'}

const TIME = {timeout: 240_000}

describe.each([
  ['flask', 'nginx', 'hello from Flask'],
  ['psgi', 'apache', 'hello from PSGI'],
  ['php', 'lighttpd', 'hello from PHP'],
  ['rack', 'nginx', 'hello from Rack'],
] as const)('%s behind %s', (name, server, says) => {
  test('the whole walk, a second one that changes nothing, and the way back', TIME, async () => {
    await using machine = await withApplication(name)
    await machine.sh(ONCE[server])
    const before = await machine.tree(...PLACES)
    const flags = ['--web', server, '--server-name', 'shop.example', '--static', '/files=files']
    const first = await machine.tsgi(['setup', ...flags, '--yes'], IN_SHOP)
    expect(first, first.stderr).toMatchObject({code: 0})
    expect(first.stderr).toContain(`${server} answers `)
    expect(first.stderr).toContain(`✓ ${server} sends /files/style.css itself`)
    expect(first.stderr).toContain('✓ uWSGI of shop runs as www-data')

    const page = await machine.run(['curl', '-s', '-H', 'Host: shop.example', 'http://127.0.0.1/hello'])
    expect(page.stdout).toBe(says)

    const between = await machine.tree(...PLACES)
    const second = await machine.tsgi(['setup', '--yes', '--json'], IN_SHOP)
    expect(second, second.stderr).toMatchObject({code: 0})
    const {steps} = JSON.parse(second.stdout) as {steps: readonly {changes: readonly unknown[]}[]}
    expect(steps.map(({changes}) => changes)).toEqual([[], [], [], []])
    expect(withoutLogs(await machine.tree(...PLACES))).toEqual(withoutLogs(between))

    const back = await machine.tsgi(['setup', '--undo', '--yes'], IN_SHOP)
    expect(back, back.stderr).toMatchObject({code: 0})
    expect(withoutOwnLog(await machine.tree(...PLACES))).toEqual(withoutOwnLog(before))
    const {stdout} = await machine.sh(
      'ps -eo stat=,comm= | grep -v "^Z" | grep -E "uwsgi|nginx|apache2|lighttpd" || true',
    )
    expect(stdout).toBe('')
  })
})

/** What requests were logged is no change of setup. */
function withoutLogs(tree: readonly string[]): readonly string[] {
  return tree.filter((line) => !line.includes('/var/log/'))
}

/** That it started and stopped is in the log of the server itself. */
function withoutOwnLog(tree: readonly string[]): readonly string[] {
  return tree.filter((line) => !/^[\da-f]{64} +\/var\/log\/\w+\/error\.log$/.test(line))
}
