import {appendFileSync, mkdirSync, readdirSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

const APP = ['--app', 'shop.wsgi:application', '--name', 'shop']

describe('uwsgi-conf', () => {
  test('prints the file and nothing else', async () => {
    const {code, stdout, stderr} = await tsgi(['uwsgi-conf', ...APP, '--chdir', '/srv/shop', '--no-comments'])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout).toMatch(/^\[uwsgi\]\nstrict = true\n/)
    expect(stdout).not.toMatch(/^[;#]/m)
    expect(stdout).toMatch(/^chdir = \/srv\/shop\nmodule = shop\.wsgi:application$/m)
  })

  test.each(['yaml', 'json', 'xml'])('--format %s, as a document too', async (format) => {
    const text = await tsgi(['uwsgi-conf', ...APP, '--format', format])
    const {code, stdout} = await tsgi(['uwsgi-conf', ...APP, '--format', format, '--json'])
    const document = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(document).toMatchObject({schema: 'tsgi.uwsgi-conf/1', ok: true, files: [{name: `shop.${format}`}]})
    expect(document.config.trimEnd()).toBe(text.stdout.trimEnd())
  })

  test('writes, compares, and says how it drifted', async () => {
    using folder = temporaryFolder()
    const file = folder.at('shop.ini')
    expect((await tsgi(['uwsgi-conf', ...APP, '-o', file, '--yes'], {cwd: folder.path})).code).toBe(0)
    expect((await tsgi(['uwsgi-conf', ...APP, '--check', file], {cwd: folder.path})).code).toBe(0)
    appendFileSync(file, 'lazy = true\n')
    const {code, stdout} = await tsgi(['uwsgi-conf', ...APP, '--check', file], {cwd: folder.path})
    expect(code).toBe(1)
    expect(stdout).toContain('-lazy = true')
  })

  test.each([
    [['--app', 'app.js'], 'TSGI_NOT_FOR_UWSGI'],
    [['--socket', '/run/x.sock'], 'TSGI_NOT_FOR_UWSGI'],
    [[...APP, '--chdir', '/srv/$(HOME)'], 'TSGI_UNSAFE_VALUE'],
    [[...APP, '--only', 'other'], 'TSGI_USAGE'],
  ])('%j: exit code 2, %s', async (args, wanted) => {
    const {code, stdout} = await tsgi(['uwsgi-conf', ...args, '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ok: false, error: {code: wanted}})
  })
})

describe('systemd-unit', () => {
  test('prints the service; a folder gets all files', async () => {
    using folder = temporaryFolder()
    const args = ['systemd-unit', ...APP, '--kind', 'socket']
    const {code, stdout} = await tsgi(args)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\[Unit\]\nDescription=uWSGI instance of shop\n/)
    mkdirSync(folder.at('units'))
    expect((await tsgi([...args, '-o', folder.at('units'), '--yes'])).code).toBe(0)
    expect(readdirSync(folder.at('units')).sort()).toEqual(['shop.service', 'shop.socket'])
    expect((await tsgi([...args, '--unit', 'socket'])).stdout).toMatch(/^ListenStream=\/run\/shop\/uwsgi\.sock$/m)
  })

  test('an existing configuration of uWSGI is what it starts', async () => {
    using folder = temporaryFolder()
    const file = folder.at('old.ini')
    writeFileSync(file, '[uwsgi]\nmodule = shop:app\nsocket = /run/old/s.sock\n')
    const {stdout} = await tsgi(['systemd-unit', file])
    expect(stdout).toContain(`ExecStart=/usr/bin/uwsgi --ini ${file}\n`)
  })

  test('strict hardening warns on stderr', async () => {
    const {stderr, stdout} = await tsgi(['systemd-unit', ...APP, '--hardening', 'strict', '--chdir', '/srv/shop'])
    expect(stderr).toMatch(/^Warning: strict hardening cuts shop off from other machines/m)
    expect(stdout).toContain('\nIPAddressDeny=any\n')
  })

  test('what it does not need it does not print', async () => {
    const {code, stderr} = await tsgi(['systemd-unit', ...APP, '--unit', 'logrotate'])
    expect(code).toBe(2)
    expect(stderr).toContain('this deployment needs no logrotate file')
  })
})
