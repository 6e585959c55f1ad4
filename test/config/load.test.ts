import {expect, test} from 'vitest'
import {apacheDialect} from '../../src/config/apache/dialect.js'
import {flat, walk} from '../../src/config/directive.js'
import {lighttpdDialect} from '../../src/config/lighttpd/dialect.js'
import {type Files, loadConfig} from '../../src/config/load.js'
import {nginxDialect} from '../../src/config/nginx/dialect.js'
import {dumpedFiles, filesOfDump} from '../../src/config/nginx/dump.js'
import {globPattern} from '../../src/glob.js'

const memory = (files: Readonly<Record<string, string>>): Files => dumpedFiles(new Map(Object.entries(files)))
const names = (directives: Parameters<typeof walk>[0]) => [...walk(directives)].map(({directive}) => directive.name)

test('nginx: includes stand in their place, relative to the main file, and know their own file', async () => {
  const {directives, problems, files} = await loadConfig(
    '/etc/nginx/nginx.conf',
    memory({
      '/etc/nginx/nginx.conf': 'http {\n include sites/*.conf;\n gzip on;\n}',
      '/etc/nginx/sites/b.conf': 'server { include params; }',
      '/etc/nginx/sites/a.conf': 'server { listen 80; }',
      '/etc/nginx/params': 'uwsgi_param A b;',
      '/etc/nginx/sites/.hidden.conf': 'server { listen 99; }',
    }),
    nginxDialect,
  )
  expect(problems).toEqual([])
  expect(names(directives)).toEqual(['http', 'include', 'server', 'listen', 'server', 'include', 'uwsgi_param', 'gzip'])
  expect(files.map(({file}) => file)).toEqual([
    '/etc/nginx/nginx.conf',
    '/etc/nginx/sites/a.conf',
    '/etc/nginx/sites/b.conf',
    '/etc/nginx/params',
  ])
  const param = [...walk(directives)].find(({directive}) => directive.name === 'uwsgi_param')!
  expect(param.directive.location).toMatchObject({file: '/etc/nginx/params', line: 1, column: 1})
  expect(param.parents.map(({name}) => name)).toEqual(['http', 'server'])
  expect([...flat(directives[0]!.block!)].map(({name}) => name)).toEqual(['server', 'server', 'gzip'])
})

test('a missing file is a problem where it is included, a pattern without a match is none', async () => {
  const {problems} = await loadConfig('/n.conf', memory({'/n.conf': 'include a;\ninclude b/*;'}), nginxDialect)
  expect(problems).toEqual([
    {
      message: '/a cannot be read',
      location: expect.objectContaining({file: '/n.conf', line: 1}),
      isMissingInclude: true,
    },
  ])
  const missing = await loadConfig('/no.conf', memory({}), nginxDialect)
  expect(missing.problems[0]?.message).toBe('cannot be read')
})

test('a file that includes itself ends', async () => {
  const files = memory({'/a': 'include b;', '/b': 'include a;'})
  const {problems} = await loadConfig('/a', files, nginxDialect)
  expect(problems.map(({message}) => message)).toEqual(['/a includes itself'])
})

test('Apache: optional includes, and folders', async () => {
  const files = memory({
    '/etc/apache2/apache2.conf': 'Include conf/\nIncludeOptional none.conf\nInclude gone.conf\n',
    '/etc/apache2/conf/a.conf': 'ServerName a',
  })
  const {directives, problems} = await loadConfig('/etc/apache2/apache2.conf', files, apacheDialect())
  expect(names(directives)).toEqual(['Include', 'ServerName', 'IncludeOptional', 'Include'])
  expect(problems.map(({message}) => message)).toEqual(['/etc/apache2/gone.conf cannot be read'])
})

test('lighttpd: includes by pattern, and no shell is run', async () => {
  const files = memory({
    '/etc/lighttpd/lighttpd.conf': 'include "conf-enabled/*.conf"\ninclude_shell "rm -rf /"\n',
    '/etc/lighttpd/conf-enabled/10-scgi.conf': 'scgi.protocol = "uwsgi"\n',
  })
  const {directives, problems} = await loadConfig('/etc/lighttpd/lighttpd.conf', files, lighttpdDialect)
  expect(problems).toEqual([])
  expect(names(directives)).toEqual(['include', 'scgi.protocol', 'include_shell'])
})

test('what nginx -T prints is its files', async () => {
  const dump = [
    '# configuration file /etc/nginx/nginx.conf:',
    'http { include conf.d/*.conf; }',
    '',
    '# configuration file /etc/nginx/conf.d/a.conf:',
    'server {}',
    '',
  ].join('\n')
  const files = filesOfDump(dump)
  expect([...files.keys()]).toEqual(['/etc/nginx/nginx.conf', '/etc/nginx/conf.d/a.conf'])
  const {directives} = await loadConfig('/etc/nginx/nginx.conf', dumpedFiles(files), nginxDialect)
  expect(names(directives)).toEqual(['http', 'include', 'server'])
  expect(filesOfDump('server {}').size).toBe(0)
})

test('patterns match as glob(7) says', () => {
  expect(globPattern('/a/*.conf').test('/a/x.conf')).toBe(true)
  expect(globPattern('/a/*.conf').test('/a/b/x.conf')).toBe(false)
  expect(globPattern('/a/*').test('/a/.x')).toBe(false)
  expect(globPattern('/a/[!b]?.c+').test('/a/xy.c+')).toBe(true)
  expect(globPattern('/a/[!b]?.c+').test('/a/by.c+')).toBe(false)
})
