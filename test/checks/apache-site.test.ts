import {expect, test} from 'vitest'
import {apacheSite} from '../../src/checks/apache-site.js'
import {parseApache} from '../../src/config/apache/parse.js'
import {apacheFacts} from '../../src/rules/facts-apache.js'

const TEXT = `<VirtualHost *:80>
  ServerName shop.example
  ServerAlias www.shop.example
  ProxyPass "/" "unix:/run/shop.sock|uwsgi://shop/"
  ProxyPass "/api/" "uwsgi://127.0.0.1:3031/"
  <Location "/admin">
    ProxyPass "unix:/run/admin.sock|uwsgi://admin/"
  </Location>
</VirtualHost>
<VirtualHost *:80>
  ServerName blog.example
  ProxyPass "/blog" "unix:/run/blog.sock|uwsgi://blog/"
</VirtualHost>
`
const {directives} = parseApache(TEXT, 'apache.conf')
const facts = apacheFacts({
  kind: 'apache',
  file: 'apache.conf',
  text: TEXT,
  settings: {},
  directives,
  files: [],
  problems: [],
})
const targets = facts.targets.map((target) => ({...target, modifier1: 0, hasParams: true}))
const to = (name: string, path: string, port = 80) =>
  apacheSite({file: 'apache.conf', directives, targets}, port, name, path).targets.map(({value}) => value)

test.each([
  ['shop.example', '/', ['/run/shop.sock']],
  ['www.shop.example', '/x', ['/run/shop.sock']],
  ['shop.example', '/api/x', ['127.0.0.1:3031']],
  ['shop.example', '/apix', ['/run/shop.sock']],
  ['shop.example', '/admin/x', ['/run/admin.sock']],
  ['blog.example', '/blog/x', ['/run/blog.sock']],
  ['blog.example', '/', []],
  ['unknown', '/', ['/run/shop.sock']],
])('%s%s goes to %j', (name, path, expected) => {
  expect(to(name, path)).toEqual(expected)
})

test('no virtual host has another port', () => {
  expect(to('shop.example', '/', 81)).toEqual([])
})
