import {expect, test} from 'vitest'
import {consult, reds, rigNginx, rigUwsgi, uwsgiPass} from '../support/doctor.js'
import {temporaryFolder} from '../support/folder.js'

test('a healthy nginx and uWSGI over a unix socket: nothing is found', async () => {
  using folder = temporaryFolder()
  const socket = folder.at('app.sock')
  await using uwsgi = await rigUwsgi(folder.path, {
    lines: [`socket = ${socket}`, 'chmod-socket = 666', 'processes = 2'],
  })
  await using nginx = await rigNginx(folder.path, uwsgiPass(socket))
  const found = await consult(`${nginx.url}/`)
  expect(uwsgi.child.exitCode).toBeNull()
  expect(found.findings).toEqual([])
  expect(reds(found)).toEqual([])
  expect(found.routes[0]!.hops.filter(({state}) => state === 'ok').length).toBeGreaterThan(6)
  if (process.env['SHOW']) console.error(JSON.stringify(found, null, 1))
})
