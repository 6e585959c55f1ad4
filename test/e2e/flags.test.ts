import {expect, test} from 'vitest'
import {tsgi} from '../support/tsgi.js'

const OFFLINE = ['request', '/run/app.sock', '/', '--offline', '--json']

test('a variable stands for a flag; what is typed wins', async () => {
  const asked = async (args: string[], env: Record<string, string>) => JSON.parse((await tsgi(args, {env})).stdout)
  const methodOf = (document: {request: {method: string}}) => document.request.method
  expect(methodOf(await asked(OFFLINE, {TSGI_METHOD: 'PUT'}))).toBe('PUT')
  expect(methodOf(await asked([...OFFLINE, '-X', 'PATCH'], {TSGI_METHOD: 'PUT'}))).toBe('PATCH')
})

test('TSGI_JSON asks for JSON, of answers and of errors', async () => {
  const env = {TSGI_JSON: '1'}
  expect(JSON.parse((await tsgi(['ping', '/nonexistent.sock'], {env})).stdout).schema).toBe('tsgi.ping/1')
  const {code, stdout} = await tsgi(['ping', ':99999'], {env})
  expect([code, JSON.parse(stdout).error.code]).toEqual([2, 'TSGI_BAD_ADDRESS'])
  expect(JSON.parse((await tsgi(['pign'], {env})).stdout).error.code).toBe('TSGI_UNKNOWN_COMMAND')
})

test('TSGI_NAGIOS asks for the line of a plugin, also of errors', async () => {
  const {code, stdout, stderr} = await tsgi(['ping', ':99999'], {env: {TSGI_NAGIOS: '1'}})
  expect({code, stderr}).toEqual({code: 3, stderr: ''})
  expect(stdout).toMatch(/^UWSGI UNKNOWN - ":99999" is not an address[^\n]*\n$/)
})

test('a bad value in a variable names the flag that it stands for', async () => {
  const {code, stderr} = await tsgi(['ping', '/nonexistent.sock'], {env: {TSGI_TIMEOUT: 'soon'}})
  expect(code).toBe(2)
  expect(stderr).toContain('--timeout: "soon" is not a duration')
})

test('a flag that can be repeated takes one value at a time', async () => {
  const {code, stdout} = await tsgi([
    'request',
    '-H',
    'A: 1',
    '-H',
    'B: 2',
    '/run/app.sock',
    '/path',
    '--offline',
    '--json',
  ])
  expect(code).toBe(0)
  const {vars} = JSON.parse(stdout).request
  expect(JSON.stringify(vars)).toMatch(/"HTTP_A","1".*"HTTP_B","2"/s)
})

test.each(['--version', '-V', '-v'])('tsgi %s', async (flag) => {
  const {code, stdout} = await tsgi([flag])
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^tsgi\/\d+\.\d+\.\d+ linux-\w+ node-v\d+\.\d+\.\d+\n$/)])
})

test('after -- nothing is a flag', async () => {
  const {code, stderr} = await tsgi(['ping', '--', '--help'])
  expect(code).toBe(2)
  expect(stderr).toContain('"--help" is not an address')
})
