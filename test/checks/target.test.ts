import {writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {readTarget} from '../../src/checks/target.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'

test.each([
  ['http://shop.example/x', 'url'],
  ['4711', 'pid'],
  ['/run/none.sock', 'socket'],
  ['127.0.0.1:3031', 'socket'],
  [':3031', 'socket'],
  ['@app', 'socket'],
  ['shop.service', 'service'],
  ['uwsgi@shop', 'service'],
])('%s is a %s', async (text, kind) => {
  expect((await readTarget(text, node)).kind).toBe(kind)
})

test('a file that is there is a configuration', async () => {
  using folder = temporaryFolder()
  writeFileSync(folder.at('app.ini'), '')
  expect(await readTarget(folder.at('app.ini'), node)).toEqual({kind: 'file', path: folder.at('app.ini')})
})

test.each(['./nope.ini', 'nope.yaml', 'http://', 'a b', ''])('%j is nothing to look for', async (text) => {
  await expect(readTarget(text, node)).rejects.toMatchObject({kind: 'usage'})
})
