import {describe, expect, test} from 'vitest'
import {NGINX_UWSGI_DIRECTIVES} from '../../../src/knowledge/nginx-directives.js'
import {ownDirectives} from '../../../src/render/nginx/own-directives.js'

const one = (name: string, value: string, version?: string) => ownDirectives([[name, value]], version)

test.each([
  ['uwsgi_read_timeout', '120s', {tuning: {uwsgi_read_timeout: '120s'}}],
  ['uwsgi_next_upstream', 'error timeout http_503', {tuning: {uwsgi_next_upstream: 'error timeout http_503'}}],
  ['uwsgi_param', 'A "b c" if_not_empty', {parameters: ['A "b c" if_not_empty']}],
  ['uwsgi_param', 'A \'say "x"; {y}\'', {parameters: ['A "say \\"x\\"; {y}"']}],
  ['uwsgi_no_cache', '$cookie_nocache $arg_x', {location: [{name: 'uwsgi_no_cache', value: '$cookie_nocache $arg_x'}]}],
  ['uwsgi_cache_valid', 'any 1m', {location: [{name: 'uwsgi_cache_valid', value: 'any 1m'}]}],
  ['uwsgi_cache_path', '/c keys_zone=c:1m', {http: [{name: 'uwsgi_cache_path', value: '/c keys_zone=c:1m'}]}],
])('%s %s goes where it belongs', (name, value, expected) => {
  expect(one(name, value)).toMatchObject(expected)
})

test.each([
  ['uwsgi_reed_timeout', '1s', undefined, 'did you mean uwsgi_read_timeout?'],
  ['return', '200', undefined, /no directive of Nginx's uwsgi module/],
  ['uwsgi_pass', 'unix:/x', undefined, /what the socket and the upstream servers say/],
  ['uwsgi_cache_purge', '$purge', undefined, /Nginx Plus/],
  ['uwsgi_socket_rcvbuf', '64k', '1.22.1', /since 1\.31\.3, and this is for 1\.22\.1/],
  ['uwsgi_read_timeout', 'soon', undefined, /Nginx takes: uwsgi_read_timeout time/],
  ['uwsgi_read_timeout', '1s 2s', undefined, /Nginx takes/],
  ['uwsgi_buffers', '8', undefined, /number size/],
  ['uwsgi_buffering', 'yes', undefined, /on \| off/],
  ['uwsgi_next_upstream', 'error sometimes', undefined, /Nginx takes/],
  ['uwsgi_hide_header', '', undefined, /Nginx takes/],
  ['uwsgi_hide_header', 'A; return 200', undefined, /would end the directive/],
  ['uwsgi_hide_header', 'A } location / {', undefined, /would end the directive/],
  ['uwsgi_hide_header', '"A', undefined, /never closed/],
  ['uwsgi_hide_header', '"A\\nB"', undefined, /line break/],
  ['uwsgi_hide_header', 'A\nB', undefined, /U\+000A/],
  ['uwsgi_param', 'A', undefined, /parameter value/],
  ['uwsgi_param', 'http_x_forwarded_ssl on', undefined, /no client can forge X-Forwarded-Ssl/],
  ['uwsgi_param', 'REMOTE_ADDR 127.0.0.1', undefined, /sent already/],
])('%s %j (%s) is refused', (name, value, version, reason) => {
  const refuse = () => one(name, value, version)
  if (typeof reason === 'string') expect(refuse).toThrow(expect.objectContaining({suggestions: [reason]}))
  else expect(refuse).toThrow(reason)
})

test('once is enough, but for those that Nginx takes again', () => {
  const twice = (name: string, value: string) =>
    ownDirectives(
      [
        [name, value],
        [name, value],
      ],
      undefined,
    )
  expect(() => twice('uwsgi_bind', '127.0.0.1')).toThrow(/here twice/)
  expect(twice('uwsgi_hide_header', 'A').location).toHaveLength(2)
})

describe('every directive that there is', () => {
  const example = (form: string) =>
    ({time: '1s', size: '8k', rate: '8k', number: '3', 'number size': '8 8k', '[code ...] time': '200 1m'})[form] ??
    (form === 'parameter value [if_not_empty]'
      ? 'A b'
      : form.includes(' | ')
        ? form.split(' | ')[0]!.replace(/ .*/, '')
        : 'x')
  test.each(NGINX_UWSGI_DIRECTIVES.map(({name, syntax}) => [name, example(syntax[0]!)]))('%s %s', (name, value) => {
    const {isCommercial} = NGINX_UWSGI_DIRECTIVES.find((directive) => directive.name === name)!
    if (isCommercial || name === 'uwsgi_pass') expect(() => one(name, value)).toThrow()
    else expect(Object.values(one(name, value)).flatMap((part) => Object.values(part))).toHaveLength(1)
  })
})
