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

test('an edit of tsgi.yaml is applied; one that does not hold leaves what runs as it is', TIME, async () => {
  await using machine = await withApplication('flask')
  const page = () => machine.run(['curl', '-s', '-H', 'Host: shop.example', 'http://127.0.0.1/hello'])
  const processes = () => machine.sh("grep '^processes' /etc/uwsgi/shop.ini")
  const flags = ['--web', 'nginx', '--server-name', 'shop.example']
  expect(await machine.tsgi(['setup', ...flags, '--yes'], IN_SHOP)).toMatchObject({code: 0})

  await machine.sh("printf 'uwsgi:\n  processes: 3\n' >> /srv/shop/tsgi.yaml")
  const update = await machine.tsgi(['setup', '--yes'], IN_SHOP)
  expect(update, update.stderr).toMatchObject({code: 0})
  expect(update.stderr).toContain('+processes = 3')
  expect((await processes()).stdout).toBe('processes = 3\n')
  expect((await page()).stdout).toBe('hello from Flask')

  const before = withoutLogs(await machine.tree(...PLACES)).filter((line) => !line.includes('/var/lib/tsgi'))
  await machine.sh(
    "sed -i 's/processes: 3/processes: 2/' /srv/shop/tsgi.yaml; echo import nothing_at_all >> /srv/shop/app.py",
  )
  const broken = await machine.tsgi(['setup', '--yes'], IN_SHOP)
  expect(broken, broken.stderr).toMatchObject({code: 3})
  expect(broken.stderr).toContain("No module named 'nothing_at_all'")
  expect((await processes()).stdout).toBe('processes = 3\n')
  expect((await page()).stdout).toBe('hello from Flask')
  const after = withoutLogs(await machine.tree(...PLACES)).filter((line) => !line.includes('/var/lib/tsgi'))
  expect(after.filter((line) => !line.includes('/srv/shop'))).toEqual(
    before.filter((line) => !line.includes('/srv/shop')),
  )
})

test('the script does the same, and sh takes it', TIME, async () => {
  await using machine = await withApplication('flask')
  const flags = ['--web', 'nginx', '--server-name', 'shop.example']
  const {stdout} = await machine.tsgi(['setup', ...flags, '--print-script', '--yes'], IN_SHOP)
  const ran = await machine.run(['sh', '-c', stdout], IN_SHOP)
  expect(ran, ran.stderr).toMatchObject({code: 0})
  const page = await machine.run(['curl', '-s', '-H', 'Host: shop.example', 'http://127.0.0.1/hello'])
  expect(page.stdout).toBe('hello from Flask')
})

/** What requests were logged is no change of setup. */
function withoutLogs(tree: readonly string[]): readonly string[] {
  return tree.filter((line) => !line.includes('/var/log/'))
}

/** That it started and stopped is in the log of the server itself. */
function withoutOwnLog(tree: readonly string[]): readonly string[] {
  return tree.filter((line) => !/^[\da-f]{64} +\/var\/log\/\w+\/error\.log$/.test(line))
}
