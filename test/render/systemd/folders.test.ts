import {expect, test} from 'vitest'
import {renderSystemd} from '../../../src/render/systemd.js'
import {type DeploymentChanges, deploymentOf} from '../../support/deployment.js'

const unitOf = async (changes: DeploymentChanges) =>
  (await renderSystemd(deploymentOf(changes), {comments: false}))[0]!.text
const logTo = (file: string): DeploymentChanges => ({
  uwsgi: {logging: {to: {file}, requests: 'all', format: 'text', slow: 0}},
})

test('a folder of logs is made below /var/log, and may be written to elsewhere', async () => {
  expect(await unitOf(logTo('/var/log/other/uwsgi.log'))).toMatch(/^LogsDirectory=other$/m)
  const elsewhere = await unitOf(logTo('/srv/logs/uwsgi.log'))
  expect(elsewhere).not.toMatch(/LogsDirectory/)
  expect(elsewhere).toMatch(/^ReadWritePaths=\/srv\/logs$/m)
})

test.each([
  ['/run/uwsgi/shop.sock', /^RuntimeDirectory=shop uwsgi$/m],
  ['/run/shop/own.sock', /^RuntimeDirectory=shop$/m],
  ['/run/shop/deep/own.sock', /^RuntimeDirectory=shop$/m],
  ['/srv/shop/app.sock', /^ReadWritePaths=\/srv\/shop$/m],
  ['/tmp/shop.sock', /^ReadWritePaths=\/tmp$/m],
])('the folder of %s is there, and may be written to', async (path, expected) => {
  expect(await unitOf({uwsgi: {socket: {kind: 'unix', path}}})).toMatch(expected)
})

test.each(['/run/shop.sock', '/shop.sock'])('nothing is opened up for %s', async (path) => {
  const text = await unitOf({uwsgi: {socket: {kind: 'unix', path}}})
  expect(text).toMatch(/^RuntimeDirectory=shop$/m)
  expect(text).not.toMatch(/^ReadWritePaths=/m)
})

test('what systemd itself listens at is not for the service to create', async () => {
  const socket = {kind: 'unix', path: '/srv/shop/app.sock'} as const
  expect(await unitOf({uwsgi: {socket}, service: {kind: 'socket'}})).not.toMatch(/^ReadWritePaths=/m)
})

test.each(['/run', '/tmp', '/var/log', '/var/tmp', '/home/me', '/srv'])(
  '%s is never given to a user',
  async (runtime) => {
    const files = await renderSystemd(deploymentOf({application: {runtime}}), {comments: false})
    expect(files.filter(({kind}) => kind === 'tmpfiles')).toEqual([])
  },
)

test('strict says what it takes away', async () => {
  const [file] = await renderSystemd(deploymentOf({application: {usesNetwork: true}, service: {hardening: 'strict'}}), {
    comments: true,
  })
  expect(file!.warnings).toEqual([expect.stringContaining('cuts shop off from other machines')])
  expect(file!.text).toMatch(/# no address but this machine's.*\nIPAddressDeny=any\nIPAddressAllow=localhost\n/)
})

test('what systemd would start is not known of a bare socket', async () => {
  const deployment = deploymentOf({entry: {language: 'external'}})
  await expect(renderSystemd(deployment, {comments: false})).rejects.toMatchObject({code: 'TSGI_NOT_FOR_UWSGI'})
  const [file] = await renderSystemd(deployment, {comments: false, config: '/etc/uwsgi/old.yaml'})
  expect(file!.text).toMatch(/^ExecStart=\/usr\/bin\/uwsgi --yaml \/etc\/uwsgi\/old\.yaml$/m)
})
