import {expect, test} from 'vitest'
import {node} from '../../src/host/node.js'

test('what a program prints, and how it ends', async () => {
  expect(await node.run('sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({
    ...{code: 3, stdout: 'out\n', stderr: 'err\n', isCut: false},
  })
  expect(await node.run('cat', [], {input: 'x'})).toMatchObject({code: 0, stdout: 'x'})
  expect(await node.run('sh', ['-c', 'kill -9 $$'])).toMatchObject({code: 137, signal: 'SIGKILL'})
})

test('a program that is not there, and one that may not be run', async () => {
  expect(await node.run('no-such-program', [])).toMatchObject({code: 127})
  expect(await node.run('/etc/passwd', [])).toMatchObject({code: 126})
  expect(await node.which('sh')).toMatch(/\/sh$/)
  expect(await node.which('no-such-program')).toBeUndefined()
})

test('one that does not end is stopped with its children', async () => {
  const started = Date.now()
  const {code} = await node.run('sh', ['-c', 'sleep 60 & sleep 60'], {timeout: 200})
  expect(code).toBe(124)
  expect(Date.now() - started).toBeLessThan(20_000)
})

test('output without end is cut, and an environment is the whole one', async () => {
  expect(await node.run('sh', ['-c', 'yes | head -c 100000'], {maxBytes: 1000})).toMatchObject({
    code: 0,
    isCut: true,
    stdout: 'y\n'.repeat(500),
  })
  expect((await node.run('/usr/bin/env', [], {env: {A: 'b'}})).stdout).toBe('A=b\n')
})

test('users and groups of the machine', async () => {
  expect(await node.user('root')).toMatchObject({name: 'root', id: 0, gid: 0})
  expect(await node.user(0)).toMatchObject({name: 'root'})
  expect(await node.group('root')).toEqual({name: 'root', id: 0})
  expect(await node.user('nobody-at-all')).toBeUndefined()
})
