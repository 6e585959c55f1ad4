import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {testNginx} from '../../src/dryrun/nginx.js'
import {node} from '../../src/host/node.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {startProgram} from '../support/program.js'

const ask = (text: string, file = 'shop.conf') => testNginx(node, {text, file})

test('what Nginx takes is taken, with certificates that are not there yet', async () => {
  const {ok, findings, command} = await ask(`server {
    listen 443 ssl;
    listen [::]:443 ssl;
    ssl_certificate /nowhere/a.pem;
    ssl_certificate_key /nowhere/a.key;
    access_log /var/log/tsgi-nowhere.log;
    error_log "/var/log/tsgi no where.log" warn;
    location / { return 204; }
}
`)
  expect(findings.map(({severity, message, location}) => [severity, message, location?.file, location?.line])).toEqual([
    ['info', '/nowhere/a.pem is not there; the test used a certificate of its own', 'shop.conf', 4],
    ['info', '/nowhere/a.key is not there; the test used a certificate of its own', 'shop.conf', 5],
  ])
  expect(ok).toBe(true)
  expect(command.slice(1, 4)).toEqual(['-t', '-e', 'stderr'])
})

test('an error has the place in the file that was given', async () => {
  const {ok, findings, output} = await ask('server {\n    listen 80;\n\n    locaton / { }\n}\n')
  expect(ok).toBe(false)
  expect(findings).toMatchObject([
    {severity: 'error', message: 'unknown directive "locaton"', location: {file: 'shop.conf', line: 4}},
  ])
  expect(output).not.toContain('/tmp/')
})

test('what Nginx could not make is said, although the test makes it elsewhere', async () => {
  const {ok, findings} = await ask('uwsgi_cache_path /nowhere/at/all keys_zone=a:1m;\nserver { access_log off; }\n')
  expect(ok).toBe(false)
  expect(findings).toMatchObject([
    {severity: 'error', message: expect.stringContaining('/nowhere/at is not there'), location: {line: 1}},
  ])
})

test('a warning is a no', async () => {
  const {ok, findings} = await ask('server { server_name a; }\nserver { server_name a; }\n')
  expect(ok).toBe(false)
  expect(findings).toMatchObject([{severity: 'warning', message: expect.stringContaining('conflicting server name')}])
})

test.each([
  ['location / { uwsgi_pass unix:/run/x.sock; }\nlocation /a/ { internal; }\n', true],
  ['uwsgi_param A b;\n', true],
  ['uwsgi_parm A b;\n', false],
])('a part alone: %j', async (text, expected) => {
  expect((await ask(text)).ok).toBe(expected)
})

test('a text that cannot be read is not tried', async () => {
  const {ok, findings, output} = await ask('server {\n  root "/a;\n}\n')
  expect({ok, output}).toEqual({ok: false, output: ''})
  expect(findings[0]).toMatchObject({severity: 'error', location: {file: 'shop.conf', line: 2}})
})

test('a whole configuration, with what it includes, while it runs, and nothing of it is touched', async () => {
  using folder = temporaryFolder()
  const port = await freePort()
  const main = folder.at('nginx.conf')
  writeFileSync(folder.at('site-b.conf'), `server {\n  listen 127.0.0.1:${port} default_server;\n  return 204;\n}\n`)
  writeFileSync(folder.at('site-a.conf'), 'map $host $x {\n  default 1;\n  listen 80;\n}\n')
  writeFileSync(
    main,
    `daemon off; user www-data;
pid ${folder.at('nginx.pid')};
error_log ${folder.at('error.log')};
events {}
http { # a { in a comment
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder.at(name)};`).join(' ')}
  access_log ${folder.at('access.log')};
  uwsgi_cache_path ${folder.at('cache')} keys_zone=c:1m;
  include site-*.conf;
}
`,
  )
  await using live = startProgram('nginx', ['-c', main, '-e', 'stderr'])
  await expect.poll(() => existsSync(folder.at('nginx.pid'))).toBe(true)
  const before = statSync(folder.at('nginx.pid'))

  expect(await testNginx(node, {text: readFileSync(main, 'utf8'), file: main})).toMatchObject({ok: true, findings: []})
  expect(statSync(folder.at('nginx.pid'))).toMatchObject({mtimeMs: before.mtimeMs, size: before.size, ino: before.ino})
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(204)
  expect(live.child.exitCode).toBe(null)

  writeFileSync(folder.at('site-b.conf'), 'server {\n  listen 80;\n  nonsense;\n}\n')
  expect((await testNginx(node, {text: readFileSync(main, 'utf8'), file: main})).findings).toMatchObject([
    {message: 'unknown directive "nonsense"', location: {file: folder.at('site-b.conf'), line: 3}},
  ])
})

test('nothing that a configuration names is made, by whoever runs the test', async () => {
  using folder = temporaryFolder()
  const text = `events {}
http {
  uwsgi_cache_path ${folder.at('cache')} keys_zone=c:1m;
  server { listen unix:${folder.at('a.sock')}; access_log ${folder.at('a.log')}; error_log ${folder.at('e.log')}; }
}
`
  expect(await testNginx(node, {text, file: folder.at('nginx.conf')})).toMatchObject({ok: true})
  for (const name of ['cache', 'a.sock', 'a.log', 'e.log']) expect(existsSync(folder.at(name)), name).toBe(false)
})
