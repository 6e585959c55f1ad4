import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {prometheusText} from '../../src/cli/reporters/prometheus.js'
import type {ServerStats} from '../../src/client/stats.js'
import {normaliseStats} from '../../src/client/stats-normalise.js'
import {withoutSecrets} from '../../src/client/stats-secrets.js'
import {summaryOf, utilisation} from '../../src/client/stats-summary.js'
import {checkThresholds} from '../../src/client/stats-thresholds.js'

const NOW = 1_800_000_000_000

function core(id: number, since?: number) {
  const vars = ['REQUEST_METHOD=GET', 'REQUEST_URI=/x?token=1', 'HTTP_COOKIE=sid=1', '']
  return {
    id,
    requests: 1,
    in_request: since ? 1 : 0,
    vars: since ? vars : [],
    req_info: since ? {request_start: since} : {},
  }
}

function worker(id: number, more: object = {}) {
  return {
    ...{
      id,
      pid: 100 + id,
      accepting: 1,
      requests: 10,
      exceptions: 1,
      harakiri_count: 2,
      status: 'idle',
      rss: 0,
      vsz: 0,
    },
    ...{
      running_time: 2_000_000,
      last_spawn: NOW / 1000 - 60,
      respawn_count: 3,
      tx: 5,
      avg_rt: 1500,
      apps: [],
      cores: [core(0)],
    },
    ...more,
  }
}

const document = (...workers: object[]) => ({
  ...{version: '2.0.21', pid: 1, cwd: '/srv', load: 0, listen_queue_errors: 4, workers},
  sockets: [
    {name: '/run/a.sock', proto: 'uwsgi', queue: 0, max_queue: 0},
    {name: '127.0.0.1:3031', proto: 'uwsgi', queue: 7, max_queue: 100},
  ],
})

const read = (...workers: object[]) => normaliseStats(document(...workers)) as ServerStats

test('units, and counters that count what they say', () => {
  const [first] = read(worker(1)).workers
  expect(first).toMatchObject({running_s: 2, avg_response_ms: 1.5, respawns: 2, harakiris: 2, status: 'idle'})
})

test('the queue of a unix socket is never the zero of uWSGI', () => {
  expect(read(worker(1)).sockets[0]).toEqual({name: '/run/a.sock', protocol: 'uwsgi', queue: null, max_queue: null})
  const known = normaliseStats(document(worker(1)), {unixQueue: () => 3}) as ServerStats
  expect(known.sockets.map(({queue}) => queue)).toEqual([3, 7])
})

test('the variables of a request in progress come without secrets, unless asked for', () => {
  const busy = worker(1, {status: 'busy', cores: [core(0, NOW / 1000)]})
  expect(read(busy).workers[0]!.cores[0]!.variables).toEqual([
    'REQUEST_METHOD=GET',
    'REQUEST_URI=/x?[hidden]',
    'HTTP_COOKIE=[hidden]',
  ])
  const shown = normaliseStats(document(busy), {showSecrets: true}) as ServerStats
  expect(shown.workers[0]!.cores[0]!.variables).toContain('HTTP_COOKIE=sid=1')
})

test.each([
  ['HTTP_AUTHORIZATION=Basic x', 'HTTP_AUTHORIZATION=[hidden]'],
  ['HTTP_X_API_KEY=1', 'HTTP_X_API_KEY=[hidden]'],
  ['QUERY_STRING=password=1', 'QUERY_STRING=[hidden]'],
  ['HTTP_REFERER=https://a/?t=1', 'HTTP_REFERER=[hidden]'],
  ['PATH_INFO=/x', 'PATH_INFO=/x'],
  ['QUERY_STRING=', 'QUERY_STRING='],
  ['secret without a name', '[hidden]'],
])('%s → %s', (variable, shown) => {
  expect(withoutSecrets(variable)).toBe(shown)
})

describe('the summary', () => {
  test('cheaped workers do not run, and cores are what is busy', () => {
    const cores = [core(0, NOW / 1000), core(1)]
    const stats = read(
      worker(1, {status: 'busy', cores}),
      worker(2, {cores: [core(0), core(1)]}),
      worker(3, {status: 'cheap', pid: 0}),
    )
    expect(summaryOf(stats)).toMatchObject({
      workers: 2,
      busy_workers: 1,
      cores: 4,
      busy_cores: 1,
      busy_pct: 25,
      queue: 7,
    })
  })

  test('busy between two samples: what ended, and the part of what goes on', () => {
    const before = {at: NOW, stats: read(worker(1), worker(2))}
    const one = worker(1, {running_time: 4_500_000, requests: 15})
    const two = worker(2, {status: 'busy', cores: [core(0, NOW / 1000 + 5)]})
    const used = utilisation(before, {at: NOW + 10_000, stats: read(one, two)})
    expect(used).toEqual({
      ...{seconds: 10, requests_per_s: 0.5, busy_pct: 37.5},
      workers: [
        {id: 1, busy_pct: 25, requests_per_s: 0.5},
        {id: 2, busy_pct: 50, requests_per_s: 0},
      ],
    })
  })

  test('a request that lasts through both samples fills the whole time, and no more', () => {
    const stuck = worker(1, {status: 'busy', cores: [core(0, NOW / 1000 - 100)]})
    expect(utilisation({at: NOW, stats: read(stuck)}, {at: NOW + 5000, stats: read(stuck)}).busy_pct).toBe(100)
  })

  test('a worker that was replaced counts from zero', () => {
    const used = utilisation(
      {at: NOW, stats: read(worker(1))},
      {at: NOW + 10_000, stats: read(worker(1, {pid: 999, running_time: 1_000_000, requests: 1}))},
    )
    expect(used.workers).toEqual([{id: 1, busy_pct: 10, requests_per_s: 0.1}])
  })
})

test('limits: kept, broken, and not known', () => {
  const summary = summaryOf(read(worker(1), worker(2, {avg_rt: 900_000})))
  const results = checkThresholds(
    {maxQueue: 6, minWorkers: 2, maxRssBytes: 1, maxAvgResponseMs: 900},
    summary,
    undefined,
  )
  expect(results).toEqual([
    {name: 'max_queue', limit: 6, value: 7, ok: false},
    {name: 'min_workers', limit: 2, value: 2, ok: true},
    {name: 'max_rss_bytes', limit: 1, value: null, ok: false},
    {name: 'max_avg_response_ms', limit: 900, value: 900, ok: true},
  ])
})

test('emperors and routers', () => {
  const vassals = [{id: 'a.ini', pid: 5, ready: 1, accepting: 1, loyal: 0, cursed: 0, respawns: 2}]
  expect(normaliseStats({version: 'x', pid: 1, vassals, blacklist: []})).toMatchObject({
    kind: 'emperor',
    vassals: [{id: 'a.ini', is_ready: true, is_loyal: false, respawns: 2}],
  })
  const subscriptions = [{key: 'a.example', hits: 1, nodes: [{name: 'x:1', requests: 3, failcnt: 1, death_mark: 0}]}]
  expect(normaliseStats({pid: 1, active_sessions: 2, subscriptions})).toMatchObject({
    kind: 'router',
    subscriptions: [{key: 'a.example', nodes: [{name: 'x:1', requests: 3, failures: 1, is_dead: false}]}],
  })
  expect(normaliseStats({hello: 1})).toBeUndefined()
})

test('metrics have types, units and escaped labels', async () => {
  const text = await prometheusText(read(worker(1), worker(2)))
  expect(text).toContain('# TYPE uwsgi_worker_requests_total counter\nuwsgi_worker_requests_total{worker="1"} 10\n')
  expect(text).toContain('uwsgi_worker_running_seconds_total{worker="2"} 2\n')
  expect(text).toContain('uwsgi_listen_queue_length{socket="127.0.0.1:3031"} 7\n')
  expect(text).not.toContain('/run/a.sock') // not known is no sample, and no zero
})

test('any document is read or refused, never a crash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (workers, sockets) => {
      const stats = normaliseStats({workers, sockets, cwd: 3})
      if (stats?.kind === 'server') summaryOf(stats)
    }),
  )
})
