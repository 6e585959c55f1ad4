import {expect, test} from 'vitest'
import {healthy} from '../support/doctor/healthy.js'
import {tryFault} from '../support/doctor-faults.js'

test.each(healthy)('healthy: $name', async (deployment) => {
  const found = await tryFault(deployment)
  expect(found.findings, JSON.stringify(found, null, 1)).toEqual([])
  expect(found.routes.length).toBeGreaterThan(0)
  const states = found.routes.flatMap(({hops}) => hops.map(({state}) => state))
  expect(states.filter((state) => state === 'ok').length).toBeGreaterThan(4)
  expect(states).not.toContain('unknown')
})
