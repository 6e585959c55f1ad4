import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {machineFiles} from '../../src/host/files.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'

test('finds what a pattern matches, in order, and reads it', async () => {
  using folder = temporaryFolder()
  for (const name of ['b.d', 'a.d']) mkdirSync(folder.at(name))
  for (const name of ['b.d/x.conf', 'a.d/y.conf', 'a.d/.hidden.conf', 'a.d/z.txt']) writeFileSync(folder.at(name), name)
  symlinkSync('y.conf', folder.at('a.d/link.conf'))
  const files = machineFiles(node)
  const found = await files.glob(join(folder.path, '*.d/*.conf'))
  expect(found).toEqual([folder.at('a.d/link.conf'), folder.at('a.d/y.conf'), folder.at('b.d/x.conf')])
  expect(await files.read(found[0]!)).toBe('a.d/y.conf')
  expect(await files.read(folder.at('nothing'))).toBeUndefined()
  expect(await files.read(folder.path)).toBeUndefined()
  expect(await files.glob('/nowhere/*/x')).toEqual([])
})
