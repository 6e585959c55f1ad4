import {writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

const ENOUGH = ['--socket', '/run/app.sock', '--server-name', 'example.org']

describe.each(['apache-conf', 'lighttpd-conf'])('%s', (command) => {
  test('a socket and a name are enough for a whole site, on stdout alone', async () => {
    using folder = temporaryFolder()
    const {code, stdout, stderr} = await tsgi([command, ...ENOUGH], {cwd: folder.path})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout).toMatch(/\/run\/app\.sock/)
    expect(stdout.endsWith('\n')).toBe(true)
  })

  test('what the server cannot do is an error with what to do instead, also as JSON', async () => {
    using folder = temporaryFolder()
    const asked = [command, ...ENOUGH, '--web-socket', '/ws']
    const said = await tsgi(asked, {cwd: folder.path})
    expect(said).toMatchObject({code: 2, stdout: ''})
    expect(said.stderr).toMatch(/WebSockets \(\/ws\).*\[TSGI_UNSUPPORTED\]\nTry: put Nginx in front/)
    const {code, stdout, stderr} = await tsgi([...asked, '--json'], {cwd: folder.path})
    expect({code, stderr}).toEqual({code: 2, stderr: ''})
    expect(JSON.parse(stdout)).toMatchObject({
      schema: `tsgi.${command}/1`,
      ok: false,
      error: {code: 'TSGI_UNSUPPORTED'},
    })
  })

  test('warnings go to stderr and into the document', async () => {
    using folder = temporaryFolder()
    const asked = [command, ...ENOUGH, '--tls', '--http3']
    const {code, stderr, stdout} = await tsgi(asked, {cwd: folder.path})
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Warning: \w+ speaks no HTTP\/3/)
    expect(stdout).not.toContain('Warning')
    const document = JSON.parse((await tsgi([...asked, '--json'], {cwd: folder.path})).stdout)
    expect(document).toMatchObject({ok: true, warnings: [expect.stringContaining('HTTP/3')], config: stdout})
  })

  test('writes, compares, and finds what drifted', async () => {
    using folder = temporaryFolder()
    const run = (...args: string[]) => tsgi([command, ...ENOUGH, ...args], {cwd: folder.path})
    expect((await run('-o', 'site.conf', '--yes')).code).toBe(0)
    expect(await run('--check', 'site.conf')).toMatchObject({code: 0, stdout: ''})
    writeFileSync(folder.at('site.conf'), '# by hand\n')
    const drifted = await run('--check', 'site.conf')
    expect(drifted.code).toBe(1)
    expect(drifted.stdout).toContain('-# by hand')
  })

  test('a value that no file can hold is named', async () => {
    using folder = temporaryFolder()
    const {code, stderr} = await tsgi([command, ...ENOUGH, '--static', '/s/=/srv/a\nb'], {cwd: folder.path})
    expect(code).toBe(2)
    expect(stderr).toMatch(/a\\nb/)
    expect((await tsgi([command, ...ENOUGH, '--full', '--location'], {cwd: folder.path})).code).toBe(2)
  })
})
