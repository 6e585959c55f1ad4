import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {expect, test} from 'vitest'
import {lintPaths} from '../../src/cli/lint-run.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'

async function complaints(path: string): Promise<string[]> {
  const {findings, files} = await lintPaths({
    ...{host: node, paths: [path], select: [], ignore: [], as: undefined, stdinName: '-', severities: {}},
    ...{severity: 'warning', settings: {folder: '/', environment: {}}},
  })
  expect(files.length).toBeGreaterThan(0)
  return findings.map(({id, message, location}) => `${location?.file}:${location?.line} ${id} ${message}`)
}

/** As the packages bring them: whoever changed one of these changes the test. */
test.each([
  '/etc/nginx',
  '/etc/nginx/nginx.conf',
  '/etc/apache2',
  '/etc/apache2/apache2.conf',
  '/etc/lighttpd',
  '/etc/lighttpd/lighttpd.conf',
  '/usr/lib/systemd/system/nginx.service',
  '/usr/lib/systemd/system/apache2.service',
  '/usr/lib/systemd/system/lighttpd.service',
])('nothing is wrong with %s', async (path) => {
  expect(await complaints(path)).toEqual([])
})

test("nor with every unit of Debian's that is on this machine", async () => {
  expect(await complaints('/usr/lib/systemd/system')).toEqual([])
})

test("nor with the defaults of Debian's uwsgi", async () => {
  using folder = temporaryFolder()
  // The package would start a service; its files are enough.
  spawnSync('apt-get', ['download', '-qq', 'uwsgi'], {cwd: folder.path, encoding: 'utf8'})
  const unpacked = spawnSync('sh', ['-c', 'dpkg-deb -x uwsgi_*.deb .'], {cwd: folder.path, encoding: 'utf8'})
  expect(unpacked.stderr).toBe('')
  const file = folder.at('usr/share/uwsgi/conf/default.ini')
  expect(existsSync(file)).toBe(true)
  expect(await complaints(file)).toEqual([])
})
