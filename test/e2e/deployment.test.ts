import {writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

/** Runs a command beside a tsgi.yaml. */
async function beside(content: string | Uint8Array, ...words: string[]) {
  using folder = temporaryFolder()
  writeFileSync(folder.at('tsgi.yaml'), content)
  const {stderr, ...rest} = await tsgi(words, {cwd: folder.path})
  return {...rest, stderr: stderr.replaceAll(`${folder.path}/`, '').replace(/^\(node:.*\n/gm, '')}
}

test('everything that is wrong with tsgi.yaml, each on its line', async () => {
  const {code, stdout, stderr} = await beside('nmae: x\nweb: {tsl: true}\nuwsgi: {harakiri: 1x}\n', 'uwsgi-conf')
  expect({code, stdout, stderr}).toEqual({
    ...{code: 2, stdout: ''},
    stderr: `Error: 3 problems with the deployment [TSGI_BAD_DEPLOYMENT]
  tsgi.yaml:1:1: nmae: unknown key; did you mean name?
  tsgi.yaml:2:7: web.tsl: unknown key; did you mean tls?
  tsgi.yaml:3:19: uwsgi.harakiri: "1x" is not a time: write it like 30, 30s, 5m or 12h
Try: tsgi uwsgi-conf --help
`,
  })
})

test('the same as a document', async () => {
  const {code, stdout} = await beside('nmae: x\nweb: {tsl: true}\n', 'nginx-conf', '--json')
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    error: {code: 'TSGI_BAD_DEPLOYMENT', message: expect.stringMatching(/^2 problems with the deployment: .*; .*$/)},
  })
})

test('a contradiction between the file and a flag names both keys, and the line of the file', async () => {
  const file = 'application: {root: /srv/shop, module: shop}\nweb:\n  timeouts: {read: 30s}\nuwsgi: {harakiri: 40}\n'
  const {code, stderr} = await beside(file, 'uwsgi-conf')
  expect(code).toBe(2)
  expect(stderr).toMatch(/^Error: tsgi\.yaml:4:19: uwsgi\.harakiri: 40 s is not under web\.timeouts\.read \(30 s\)/)
})

test.each([
  ['', 'tsgi.yaml:1:1: it is empty'],
  ['version: 2', 'tsgi.yaml:1:10: version: 2 is a version that this tsgi does not know: it reads version 1'],
  [new Uint8Array([0xff, 0xfe, 0x41]), 'tsgi.yaml:1:1: it is not UTF-8'],
  ['['.repeat(100_000), 'tsgi.yaml:1:1: it is nested too deeply'],
  [
    'name: "\u001b[31mred"',
    'tsgi.yaml:1:7: name: "\\u001b[31mred" is not a name: it holds the control character U+001B',
  ],
])('a file that is none: %#', async (content, message) => {
  const {code, stderr} = await beside(content, 'uwsgi-conf')
  expect(code).toBe(2)
  expect(stderr).toContain(`Error: ${message}`)
})

test('what is probably not meant is said on stderr, by the command that writes it down', async () => {
  const file =
    'application: {root: /srv/shop, module: shop}\nuwsgi: {socket-mode: 666}\nweb: {trusted-proxies: [0.0.0.0/0]}\n'
  const uwsgi = await beside(file, 'uwsgi-conf')
  expect(uwsgi).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Warning: uwsgi\.socket-mode: 666 lets every user/),
  })
  expect(uwsgi.stderr.trimEnd().split('\n')).toHaveLength(1)
  const nginx = await beside(file, 'nginx-conf')
  expect(nginx.stderr).toContain('Warning: web.trusted-proxies: 0.0.0.0/0 is everyone')
  expect(nginx.stderr).not.toContain('socket-mode')
})
