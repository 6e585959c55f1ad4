import {readFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {doctor} from '../../src/cli/doctor-run.js'
import {node} from '../../src/host/node.js'
import {occupy, pair} from '../support/doctor/speaking.js'
import {consult, rigNginx, rigUwsgi, uwsgiPass} from '../support/doctor.js'
import {Rig} from '../support/doctor-faults.js'
import {temporaryFolder} from '../support/folder.js'

const FLAGS = {
  verbose: false,
  format: 'text',
  'fail-on': 'error',
  yes: false,
  watch: false,
  timeout: 30_000,
  wait: 5000,
} as const

async function inRig(work: (rig: Rig) => Promise<void>): Promise<void> {
  using folder = temporaryFolder()
  const rig = new Rig(folder.path)
  try {
    await work(rig)
  } finally {
    await rig.end()
  }
}

const requests = (rig: Rig) =>
  readFileSync(rig.at('app.log'), 'latin1')
    .split('\n')
    .filter((line) => /\{\d+ vars in/.test(line))

test('a request is sent to what was named, and to nothing else', () =>
  inRig(async (rig) => {
    const url = await pair(rig)
    await consult(rig.at('app.ini'))
    await consult(rig.at('nginx.conf'))
    expect(requests(rig)).toEqual([])
    await consult(`${url}/asked`)
    expect(requests(rig).length).toBeGreaterThan(0)
    expect(requests(rig).every((line) => line.includes('GET /asked'))).toBe(true)
  }))

test('a server that takes no connections gets one more at most', () =>
  inRig(async (rig) => {
    const url = await pair(rig, ['listen = 20'])
    await occupy(rig, rig.at('app.sock'), 6)
    const before = await node.unixQueue(rig.at('app.sock'))
    await consult(`${url}/`)
    expect(before).toBe(5)
    expect(await node.unixQueue(rig.at('app.sock'))).toBeLessThanOrEqual(6)
  }))

test('--watch looks again until nothing is found', () =>
  inRig(async (rig) => {
    const socket = rig.at('app.sock')
    const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(socket)))
    const said: string[] = []
    const watching = doctor([`${url}/`], {...FLAGS, watch: true}, (text) => said.push(text))
    await sleep(2500)
    await rig.with(rigUwsgi(rig.path, {lines: [`socket = ${socket}`, 'chmod-socket = 666']}))
    const {document} = await watching
    expect(said[0]).toContain('DR031')
    expect(document).toMatchObject({ok: true, findings: []})
  }))

test('--watch ends with what is still wrong when its time is over', () =>
  inRig(async (rig) => {
    const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))
    const {document} = await doctor([`${url}/`], {...FLAGS, watch: true, timeout: 1000}, () => {})
    expect(document.ok).toBe(false)
    expect(document.findings[0]!.id).toBe('DR031')
  }))

test('checks can be chosen, a warning fails when it is asked to, and an unknown check is refused', () =>
  inRig(async (rig) => {
    const url = await pair(rig, [], '', {env: {UWSGI_HARAKIRI: '5'}})
    const ask = (more: object) => doctor([`${url}/`], {...FLAGS, ...more}, () => {})
    expect((await ask({})).document.ok).toBe(true)
    expect((await ask({'fail-on': 'warning'})).document.ok).toBe(false)
    expect((await ask({skip: ['environment-options']})).document.findings).toEqual([])
    expect((await ask({only: ['DR01']})).document.routes[0]!.checks.map(({id}) => id)).toEqual([
      'DR010',
      'DR011',
      'DR012',
    ])
    await expect(ask({only: ['nope']})).rejects.toMatchObject({code: 'TSGI_UNKNOWN_CHECK'})
  }))

test('the place of a finding is the line of the configuration', () =>
  inRig(async (rig) => {
    const url = await pair(rig, [], `location / { proxy_pass http://unix:${rig.at('app.sock')}:/; }`)
    const {findings} = await consult(`${url}/`)
    const {file, line} = findings[0]!.location!
    expect(file).toBe(rig.at('nginx.conf'))
    expect(readFileSync(file, 'utf8').split('\n')[line - 1]).toContain('proxy_pass')
    expect(findings[0]!.evidence!.map(({text}) => text).join()).toContain('invalid request block size: 21573')
  }))
