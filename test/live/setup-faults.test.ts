import {join} from 'node:path'
import {expect, test} from 'vitest'
import {type Machine, throwawayMachine} from '../support/machine.js'
import {ROOT} from '../support/tsgi.js'

const PLACES = ['/etc', '/srv', '/var/lib/tsgi', '/var/lib/dpkg'] as const
const IN_SHOP = {cwd: '/srv/shop'}
const SETUP = ['setup', '--web', 'nginx', '--server-name', 'shop.example', '--yes']
const TIME = {timeout: 120_000}

async function shop(prepare: string): Promise<Machine> {
  const machine = await throwawayMachine()
  const copy = `cp -r '${join(ROOT, 'test/fixtures/apps/matrix/flask')}' /srv/shop`
  const {code, stderr} = await machine.sh(`${copy}; ${prepare}`)
  expect(code, stderr).toBe(0)
  return machine
}

/** Each: what is wrong with the machine, and what the last words have to say. */
test.each([
  [
    'somebody else listens on port 80',
    'setsid python3 -m http.server 80 >/dev/null 2>&1 & sleep 1',
    /Address already in use/,
  ],
  ['the service may not enter the folder', 'chmod 700 /srv/shop', /cannot (enter|read)|ermission|chdir|may not/],
  [
    'a site of somebody else is broken',
    'echo "server { lisen 80; }" > /etc/nginx/sites-enabled/other.conf',
    /broken already.*unknown directive "lisen" in \/etc\/nginx\/sites-enabled\/other\.conf:1/,
  ],
  ['the application does not load', 'echo "import nothing_of_that_name" >> /srv/shop/app.py', /nothing_of_that_name/],
  [
    'a plugin is missing, and there is no network to fetch it',
    'apt-get purge -y uwsgi-plugin-python3 >/dev/null 2>&1; rm -rf /var/cache/apt/archives',
    /apt-get|resolve|fetch|missing/,
  ],
] as const)('%s: the machine stays as it was, and the cause is named', TIME, async (_, prepare, says) => {
  await using machine = await shop(prepare)
  const before = await machine.tree(...PLACES)
  const {code, stderr} = await machine.tsgi(SETUP, IN_SHOP)
  expect(code, stderr).toBe(3)
  const error = stderr.slice(stderr.indexOf('Error:'))
  expect(error).toMatch(says)
  expect(error).toContain('Try:')
  expect(await machine.tree(...PLACES)).toEqual(before)
  const {stdout} = await machine.sh('ls -d /run/shop /var/log/shop 2>/dev/null || true')
  expect(stdout).toBe('')
})

test('a second run says who holds the lock', TIME, async () => {
  await using machine = await shop('mkdir /var/lib/tsgi')
  await machine.sh(
    `echo '{"pid":1,"user":"anna","purpose":"tsgi setup in /srv/other","since":"now"}' > /var/lib/tsgi/lock`,
  )
  const {code, stderr} = await machine.tsgi(SETUP, IN_SHOP)
  expect(code, stderr).toBe(3)
  expect(stderr).toContain('another run holds the lock: tsgi setup in /srv/other, process 1 of anna')
})
