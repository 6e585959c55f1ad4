import {writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {isAbout, recentLogs} from '../../src/checks/logs.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'

const BIG =
  'upstream sent too big header while reading response header from upstream, client: 127.0.0.1, server: shop.example, request: "GET / HTTP/1.1", upstream: "uwsgi://unix:/run/shop.sock:", host: "shop.example"'
const stamp = (date: Date) =>
  `${new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace(/-/g, '/').replace('T', ' ')} [error] 7#7: *1 `

test('a line about another site of the same log is not about this way', () => {
  expect(isAbout(BIG, {address: '/run/shop.sock'})).toBe(true)
  expect(isAbout(BIG, {address: '/run/blog.sock'})).toBe(false)
  const body =
    'client intended to send too large body: 9 bytes, client: 1.2.3.4, server: shop.example, request: "POST / HTTP/1.1"'
  expect(isAbout(body, {site: 'server shop.example, location /'})).toBe(true)
  expect(isAbout(body, {site: 'server blog.example, location /'})).toBe(false)
  expect(isAbout('anything else', {address: '/run/blog.sock', site: 'server blog'})).toBe(true)
})

test('what is older than a quarter of an hour is not recent', async () => {
  using folder = temporaryFolder()
  const now = Date.now()
  const of = async (age: number) => {
    writeFileSync(folder.at('error.log'), `${stamp(new Date(now - age))}${BIG}\n`)
    return (await recentLogs(node, [folder.at('error.log')], now)).findings.map(({id}) => id)
  }
  expect(await of(60_000)).toEqual(['N010'])
  expect(await of(20 * 60_000)).toEqual([])
})

test('of a log of uWSGI only what came since its last start counts', async () => {
  using folder = temporaryFolder()
  const old =
    "ModuleNotFoundError: No module named 'gone'\n*** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 20:00:00 2026] ***\n"
  writeFileSync(folder.at('app.log'), `*** Starting uWSGI\n${old}spawned uWSGI worker 1\n`)
  const {text, findings, paths} = await recentLogs(node, [folder.at('app.log'), folder.at('none.log')], Date.now())
  expect(text).not.toContain('gone')
  expect(findings.filter(({id}) => id === 'U036')).toEqual([])
  expect(paths).toEqual([folder.at('app.log')])
})

test('lines keep their numbers behind an earlier start, and have none in the tail of a long log', async () => {
  using folder = temporaryFolder()
  const last = "*** Starting uWSGI\nModuleNotFoundError: No module named 'shop'\n"
  const source = async (before: string) => {
    writeFileSync(folder.at('app.log'), before + last)
    return (await recentLogs(node, [folder.at('app.log')], Date.now())).findings[0]!.evidence![0]!.source
  }
  expect(await source('*** Starting uWSGI\nnothing\n')).toBe(`${folder.at('app.log')}:4`)
  expect(await source('x\n'.repeat(200_000))).toBe(folder.at('app.log'))
})
