import {spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {connect} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, test} from 'vitest'
import {parseAddress} from '../../src/address.js'
import type {ServerStats} from '../../src/client/stats.js'
import {readStats} from '../../src/client/stats-exchange.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {tsgi} from '../support/tsgi.js'
import {startUwsgi} from '../support/uwsgi.js'

const APP = `import time
def application(env, start):
    if env['PATH_INFO'] == '/slow':
        time.sleep(2)
    if env['PATH_INFO'] == '/raise':
        raise ValueError('no')
    start('200 OK', [('Content-Type', 'text/plain')])
    return [b'ok']
`

async function deployed(folder: {at(name: string): string}, ...more: string[]) {
  writeFileSync(folder.at('app.py'), APP)
  return startUwsgi(
    ['python3'],
    [
      ...['--socket', folder.at('app.sock'), '--wsgi-file', folder.at('app.py'), '--memory-report', '--enable-threads'],
      ...more,
    ],
  )
}

const serverAt = async (address: string) => {
  const result = await readStats(parseAddress(address))
  if (!result.ok) throw new Error(`${result.state} ${result.detail}`)
  return result.stats as ServerStats
}

describe('the real stats server', () => {
  test('on a unix socket and on TCP, raw and HTTP', async () => {
    using folder = temporaryFolder()
    const [tcp, http] = [await freePort(), await freePort()]
    for (const address of [folder.at('stats.sock'), `127.0.0.1:${tcp}`]) {
      await using _ = await deployed(folder, '--stats', address)
      expect(await serverAt(address)).toMatchObject({kind: 'server', version: expect.stringMatching(/^2\.0/)})
    }
    using other = temporaryFolder()
    await using _ = await deployed(other, '--stats', `127.0.0.1:${http}`, '--stats-http')
    expect((await serverAt(`127.0.0.1:${http}`)).workers).toHaveLength(1)
    const {stdout, code} = await tsgi(['stats', `http://127.0.0.1:${http}`, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({schema: 'tsgi.stats/1', ok: true, stats: {kind: 'server'}})
    expect(code).toBe(0)
  })

  test('the queue is the one of the kernel, and a stuck worker shows what it does', async () => {
    using folder = temporaryFolder()
    await using _ = await deployed(folder, '--stats', folder.at('stats.sock'))
    const slow = tsgi(['request', folder.at('app.sock'), '/slow?token=abc', '-H', 'Cookie: sid=1'])
    await sleep(600)
    const clients = Array.from({length: 3}, () => connect(folder.at('app.sock')).on('error', () => {}))
    await sleep(100)
    const {stdout, stderr, code} = await tsgi([
      'stats',
      folder.at('stats.sock'),
      '--max-queue',
      '1',
      '--max-busy',
      '50%',
    ])
    expect(stdout).toMatch(/GET \/slow\?\[hidden\], for \d+ s/)
    expect(stdout).not.toContain('abc')
    expect(stdout).not.toContain('sid=1')
    expect(stderr).toMatch(/--max-queue: 3, the limit is 1/)
    expect(stderr).toMatch(/--max-busy: 100%, the limit is 50%/)
    expect(code).toBe(1)
    for (const client of clients) client.destroy()
    await slow
  })

  test('what happened between two samples', async () => {
    using folder = temporaryFolder()
    await using _ = await deployed(folder, '--stats', folder.at('stats.sock'))
    const asked = tsgi(['stats', folder.at('stats.sock'), '--interval', '4s', '--json'])
    await sleep(400)
    await tsgi(['request', folder.at('app.sock'), '/slow'])
    await tsgi(['request', folder.at('app.sock'), '/raise'])
    const {utilisation, summary} = JSON.parse((await asked).stdout)
    expect(utilisation.busy_pct).toBeGreaterThan(40)
    expect(summary.requests).toBeGreaterThanOrEqual(1)
  })

  test('metrics that the client library of Prometheus for Python reads', async () => {
    using folder = temporaryFolder()
    await using _ = await deployed(folder, '--stats', folder.at('stats.sock'), '--cache2', 'name=a"b,items=5')
    const {stdout} = await tsgi(['stats', folder.at('stats.sock'), '--prometheus'])
    const script = `import sys
from prometheus_client.parser import text_string_to_metric_families as families
print(sorted(f.name for f in families(sys.stdin.read())))`
    const {stdout: names, stderr} = spawnSync('/usr/bin/python3', ['-c', script], {input: stdout, encoding: 'utf8'})
    expect(stderr).toBe('')
    expect(names).toContain("'uwsgi_worker_requests'")
    expect(names).toContain("'uwsgi_up'")
  })

  test('bytes that are no UTF-8 in a request do not hide the statistics', async () => {
    using folder = temporaryFolder()
    await using _ = await deployed(folder, '--stats', folder.at('stats.sock'))
    const slow = tsgi(['request', folder.at('app.sock'), '/slow?a=%ff', '--param', 'X_RAW=a"b\\c\x01'])
    await sleep(600)
    const {stdout} = await tsgi(['stats', folder.at('stats.sock'), '--show-secrets', '--json'])
    const {stats} = JSON.parse(stdout)
    expect(stats.workers[0].cores[0].variables).toContain('X_RAW=a"b\\c\x01')
    await slow
  })
})

test('an emperor and a router', async () => {
  using folder = temporaryFolder()
  mkdirSync(folder.at('vassals'))
  const [http] = [await freePort()]
  await using emperor = await startUwsgi(
    [],
    ['--emperor', folder.at('vassals'), '--emperor-stats', folder.at('emperor.sock')],
    {
      ready: /emperor-stats|starting uWSGI Emperor/,
    },
  )
  writeFileSync(
    folder.at('vassals/a.ini'),
    `[uwsgi]\nsocket = ${folder.at('a.sock')}\nmaster = true\nsocket-timeout = 1\n`,
  )
  await emperor.logged(/a\.ini/)
  const {stdout} = await tsgi(['stats', folder.at('emperor.sock')])
  expect(stdout).toMatch(/^emperor, uWSGI 2.* · 1 vassal/)
  expect(stdout).toMatch(/^a\.ini +\d+ /m)
  await using _ = await startUwsgi(
    ['http'],
    ['--http', `127.0.0.1:${http}`, '--http-to', folder.at('a.sock'), '--http-stats', folder.at('http.sock')],
    {
      ready: /spawned uWSGI http 1/,
    },
  )
  const router = await tsgi(['stats', folder.at('http.sock')])
  expect(router.stdout).toMatch(/^router, uWSGI 2/)
})

test('what is no stats server', async () => {
  using folder = temporaryFolder()
  await using _ = await deployed(folder)
  expect(await tsgi(['stats', folder.at('app.sock')])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('TSGI_NO_STATS'),
  })
  expect(await tsgi(['stats', folder.at('gone.sock'), '--json'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('TSGI_MISSING'),
  })
})
