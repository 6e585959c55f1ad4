import {expect, test} from 'vitest'
import {PRESETS} from '../../src/deployment/deployment.js'
import {presets} from '../../src/deployment/preset.js'
import {REASONED_FIELDS, type ReasonedField, reasonOf} from '../../src/deployment/reasons.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'

const application = {root: '/srv/shop', module: 'shop'}

test('a derived value says from what', () => {
  const deployment = resolveDeployment({application, uwsgi: {harakiri: 100}})
  expect(deployment.web.timeouts.read).toBe(105)
  expect(reasonOf('uwsgi.harakiri', deployment)).toContain('read timeout (105 s)')
  expect(reasonOf('web.timeouts.read', deployment)).toContain('harakiri (100 s)')
  expect(reasonOf('service.stop-timeout', deployment)).toContain('mercy (105 s)')
  expect(reasonOf('uwsgi.buffer-size', deployment)).toContain('32768 bytes')
})

test('a preset says why, as long as the value is its own', () => {
  const reason = (uwsgi: object) =>
    reasonOf('uwsgi.processes', resolveDeployment({preset: 'low-memory', application, uwsgi}))
  expect(reason({})).toContain('memory is counted in processes')
  expect(reason({processes: 3, cheaper: false})).toBe('requests at a time; each costs the memory of one application')
})

test.each(PRESETS)('every reason of the preset %s is said', (preset) => {
  const deployment = resolveDeployment({preset, application})
  for (const [field, reason] of Object.entries(presets[preset].reasons)) {
    expect(reasonOf(field as ReasonedField, deployment), field).toBe(reason)
  }
})

test.each(PRESETS)('a reason is one line of ASCII: it goes into a comment (%s)', (preset) => {
  const deployment = resolveDeployment({preset, application, web: {names: 'a.example', tls: preset !== 'container'}})
  for (const field of REASONED_FIELDS)
    expect(reasonOf(field, deployment) ?? 'none', field).toMatch(/^[\x20-\x7e]+[^.]$/)
})

test.each(PRESETS)('everything that the preset %s says has a reason', (preset) => {
  const {reasons, uwsgi, web, service} = presets[preset]
  const leaves = (key: string, value: unknown): string[] =>
    typeof value !== 'object' || key.endsWith('cheaper')
      ? [key]
      : Object.entries(value as object).flatMap(([name, inner]) => leaves(`${key}.${name}`, inner))
  const said = Object.entries({uwsgi, web, service}).flatMap(([part, values]) => leaves(part, values))
  expect(said.filter((key) => !(key in reasons))).toEqual([])
})
