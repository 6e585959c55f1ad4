import {readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

const conf = (...args: string[]) => tsgi(['nginx-conf', ...args])

test('a socket and a name are enough for a whole site', async () => {
  const {code, stdout, stderr} = await conf('--socket', '/run/app.sock', '--server-name', 'bücher.example')
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  expect(stdout).toContain('    server unix:/run/app.sock;\n')
  expect(stdout).toContain('    server_name xn--bcher-kva.example;\n')
  expect(stdout).toMatch(/^# .*\n[\s\S]*\n\}\n$/)
})

test('a socket by its relative name is meant where it was typed', async () => {
  using folder = temporaryFolder()
  const {stdout} = await tsgi(['nginx-conf', 'app.sock', '--location', '--no-comments'], {cwd: folder.path})
  expect(stdout).toContain(`uwsgi_pass unix:${folder.at('app.sock')};`)
  expect(stdout).not.toContain('#')
})

test('from a uwsgi.ini that tsgi did not write, with what its flags add', async () => {
  using folder = temporaryFolder()
  writeFileSync(folder.at('blog.ini'), '[uwsgi]\nmodule = blog\nsocket = /run/blog/b.sock\nharakiri = 20\n')
  const args = ['--directive', 'uwsgi_hide_header X-Powered-By', '--directive', 'uwsgi_param=STAGE test']
  const {code, stdout} = await conf(
    folder.at('blog.ini'),
    '--static',
    '/static/=/srv/b',
    '--tls',
    '--server-name',
    'b.org',
    ...args,
  )
  expect(code).toBe(0)
  for (const line of [
    'upstream blog {',
    'server unix:/run/blog/b.sock;',
    'alias /srv/b/;',
    'ssl_certificate /etc/letsencrypt/live/b.org/fullchain.pem;',
    'uwsgi_hide_header X-Powered-By;',
    'uwsgi_param STAGE test;',
  ]) {
    expect(stdout).toContain(line)
  }
})

test('--json is one document, also for a no', async () => {
  const good = JSON.parse((await conf('/run/a.sock', '--params', '--json')).stdout)
  expect(good).toMatchObject({schema: 'tsgi.nginx-conf/1', ok: true, warnings: []})
  expect(good.config).toMatch(/^uwsgi_param QUERY_STRING /)
  const {code, stdout} = await conf('/run/a.sock', '--directive', 'uwsgi_reed_timeout 1s', '--json')
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    error: {code: 'TSGI_UNKNOWN_DIRECTIVE', suggestions: ['did you mean uwsgi_read_timeout?']},
  })
})

test.each([
  [['--full', '--params'], /--full.*--params|--params.*--full/],
  [['--static', '/s/=/srv/$x'], /a static folder cannot be "\/srv\/\$x": Nginx takes a \$ for a variable/],
  [['--directive', 'uwsgi_read_timeout'], /has no value/],
  [['--directive', 'uwsgi_param A b; return 200'], /; would end the directive/],
  [['--server-name', 'a;b'], /is not a host name/],
  [['--location', '--upstream', '10.0.0.1:3031'], /a location cannot hold/],
  [['--tls', '--server-name', 'a.org', '--http3', '--web-version', '1.22.1'], /HTTP\/3 needs Nginx 1\.25\.0/],
])('%j is refused with the reason', async (args, reason) => {
  const {code, stdout, stderr} = await conf('/run/a.sock', ...args)
  expect({code, stdout}).toEqual({code: 2, stdout: ''})
  expect(stderr).toMatch(reason)
})

test('written, compared, drifted', async () => {
  using folder = temporaryFolder()
  const file = folder.at('site.conf')
  expect((await conf('/run/a.sock', '-o', file, '--yes')).code).toBe(0)
  expect((await conf('/run/a.sock', '--check', file)).code).toBe(0)
  writeFileSync(file, readFileSync(file, 'utf8').replace('server_tokens off', 'server_tokens on'))
  const {code, stdout} = await conf('/run/a.sock', '--check', file)
  expect(code).toBe(1)
  expect(stdout).toMatch(/^-\s+server_tokens on;$/m)
})
