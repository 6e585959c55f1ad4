import {expect, test} from 'vitest'
import {examine} from '../../src/checks/examine.js'
import type {Host} from '../../src/host/host.js'
import type {ProcessFacts} from '../../src/host/process-table.js'
import {memoryHost} from '../project/memory-host.js'

/** A machine with these processes and files. */
function machine(processes: readonly ProcessFacts[], files: Readonly<Record<string, string>> = {}): Host {
  return {
    ...memoryHost(files),
    processes: async () => processes,
    listening: async () => [],
    space: async () => undefined,
    linkTarget: async () => undefined,
    user: async () => undefined,
    run: async () => ({code: 127, stdout: '', stderr: '', isCut: false}),
  } as Host
}

const uwsgi: ProcessFacts = {
  ...{pid: 7, ppid: 1, args: ['uwsgi', '--ini', '/etc/uwsgi/app.ini'], exe: '/usr/bin/uwsgi-core'},
  ...{uid: 33, gid: 33, groups: [], age: 100},
}

test('a machine on which nothing runs: nothing to examine, nothing found', async () => {
  expect(await examine({host: machine([])})).toEqual({routes: [], findings: [], blind: [], servers: {uwsgi: 0, web: 0}})
})

test('processes of others whose details may not be seen: it says so, and does not fail', async () => {
  const found = await examine({host: machine([uwsgi], {'/etc/uwsgi/app.ini': '[uwsgi]\nmaster = true\n'})})
  expect(found.blind).toEqual([expect.stringContaining('process 7')])
  expect(found.servers).toEqual({uwsgi: 1, web: 0})
  expect(found.findings).toEqual([])
})

test('a socket that is not there is the finding, and what is behind it is grey', async () => {
  const found = await examine({host: machine([]), targets: ['/run/none/app.sock']})
  expect(found.findings.map(({id}) => id)).toEqual(['DR031'])
  const [route] = found.routes
  expect(route!.hops.find(({hop}) => hop === 'socket')!.state).toBe('broken')
  expect(route!.hops.filter(({state}) => state === 'behind').map(({hop}) => hop)).toContain('application')
})

test('a check that breaks does not hide the others', async () => {
  const {checks} = await import('../../src/checks/index.js')
  const broken = {
    ...checks[0]!,
    run: async () => {
      throw new Error('boom')
    },
  }
  const found = await examine({
    host: machine([]),
    targets: ['/run/none/app.sock'],
    checks: [broken, ...checks.slice(1)],
  })
  expect(found.routes[0]!.checks[0]!.outcome.status).toBe('unknown')
  expect(found.findings.map(({id}) => id)).toEqual(['DR031'])
})
