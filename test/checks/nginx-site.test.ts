import {expect, test} from 'vitest'
import {nginxSite, nginxTargets} from '../../src/checks/nginx-site.js'
import {parseNginx} from '../../src/config/nginx/parse.js'
import {nginxFacts} from '../../src/rules/facts-nginx.js'

const TEXT = `http {
  server { listen 80; server_name other; location / { uwsgi_pass unix:/other.sock; } }
  server {
    listen 127.0.0.1:80 default_server;
    listen [::]:8080;
    server_name shop.example *.shop.example ~^api\\d+$;
    uwsgi_modifier1 9;
    location / { include_here on; uwsgi_param REQUEST_METHOD $m; uwsgi_param PATH_INFO $p; uwsgi_pass unix:/shop.sock; }
    location = /one { uwsgi_pass 127.0.0.1:1; }
    location ^~ /static/ { root /srv; }
    location ~ \\.php$ { uwsgi_pass 127.0.0.1:2; uwsgi_modifier1 14; }
    location /files { try_files $uri @app; }
    location @app { uwsgi_pass unix:/named.sock; }
    location /deep { location /deep/er { proxy_pass http://127.0.0.1:3; } }
  }
}`
const {directives} = parseNginx(TEXT, 'nginx.conf')
const facts = nginxFacts({
  kind: 'nginx',
  file: 'nginx.conf',
  text: TEXT,
  settings: {},
  directives,
  files: [],
  problems: [],
})
const targets = nginxTargets(facts, directives)
const to = (port: number, host: string, path: string) =>
  nginxSite({directives, targets}, port, host, path)?.targets.map(({value}) => value)

test.each([
  [80, 'shop.example', '/', '/shop.sock'],
  [80, 'shop.example', '/one', '127.0.0.1:1'],
  [80, 'shop.example', '/one/two', '/shop.sock'],
  [80, 'shop.example', '/static/x.php', undefined],
  [80, 'shop.example', '/x.php', '127.0.0.1:2'],
  [80, 'shop.example', '/files/x', '/named.sock'],
  [80, 'shop.example', '/deep/er/x', '127.0.0.1:3'],
  [80, 'www.shop.example', '/', '/shop.sock'],
  [80, 'api7', '/', '/shop.sock'],
  [80, 'unknown', '/', '/shop.sock'],
  [80, 'other', '/', '/other.sock'],
  [8080, 'other', '/', '/shop.sock'],
])('%s %s%s goes to %s', (port, host, path, expected) => {
  expect(to(port, host, path)).toEqual(expected === undefined ? [] : [expected])
})

test('no site listens on another port', () => {
  expect(to(81, 'shop.example', '/')).toBeUndefined()
})

test('the modifier in force, and whether the variables are sent', () => {
  const at = (value: string) => targets.find((target) => target.value === value)!
  expect(at('/shop.sock')).toMatchObject({modifier1: 9, hasParams: true})
  expect(at('127.0.0.1:2')).toMatchObject({modifier1: 14, hasParams: false})
  expect(at('127.0.0.1:3')).toMatchObject({hasParams: true})
})
