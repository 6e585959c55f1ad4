import {expect, test} from 'vitest'
import {sockets} from '../support/doctor/sockets.js'
import {tryFault} from '../support/doctor-faults.js'

test.each(sockets)('$name: $expected', async (fault) => {
  const {findings, routes} = await tryFault(fault)
  expect(
    findings.map(({id}) => id),
    JSON.stringify({findings, routes}, null, 1),
  ).toEqual([fault.expected])
})
