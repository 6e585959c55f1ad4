import {randomBytes} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {request} from '../../src/client/request.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {tsgi} from '../support/tsgi.js'
import {startUwsgi} from '../support/uwsgi.js'

const app = (path: string) => fileURLToPath(new URL(`../fixtures/apps/${path}`, import.meta.url))

interface Language {
  readonly name: string
  readonly plugin: string
  readonly options: readonly string[]
  /** What the command line calls it; without, modifier1 0 does. */
  readonly modifier?: string
  readonly number: number
  readonly path: string
}

const languages: readonly Language[] = [
  {name: 'Python', plugin: 'python3', options: ['--wsgi-file', app('python/app.py')], number: 0, path: '/'},
  {name: 'Perl', plugin: 'psgi', options: ['--psgi', app('perl/app.psgi')], number: 0, path: '/'},
  {name: 'Ruby', plugin: 'rack', options: ['--rack', app('ruby/config.ru')], number: 0, path: '/'},
  {name: 'Lua', plugin: 'lua51', options: ['--lua', app('lua/app.lua')], modifier: 'lua', number: 6, path: '/'},
  {
    name: 'PHP',
    plugin: 'php',
    options: ['--php-docroot', app('php'), '--php-index', 'index.php'],
    modifier: 'php',
    number: 14,
    path: '/index.php',
  },
  {name: 'CGI', plugin: 'cgi', options: ['--cgi', app('cgi')], modifier: 'cgi', number: 9, path: '/app.sh'},
]

describe.each(languages)('$name', ({name, plugin, options, modifier, number, path}) => {
  test('answers 200 to a GET and gives back a POST of 1 MiB, on a unix and a TCP socket', async () => {
    using folder = temporaryFolder()
    const tcp = `127.0.0.1:${await freePort()}`
    const body = randomBytes(1 << 20)
    writeFileSync(folder.at('body'), body)
    await using server = await startUwsgi([plugin], ['--socket', folder.at('s'), '--socket', tcp, ...options], {
      cwd: folder.path,
    })
    const flags = modifier === undefined ? [] : ['--modifier1', modifier]
    for (const socket of [folder.at('s'), tcp]) {
      const hello = await tsgi(['request', socket, path, ...flags])
      expect(hello, server.log()).toMatchObject({code: 0, stdout: `hello from ${name}\n`, stderr: ''})

      const posted = await tsgi([
        'request',
        socket,
        path,
        ...flags,
        '-d',
        `@${folder.at('body')}`,
        '--expect-status',
        '200',
      ])
      expect(posted.stderr).toBe('')
      expect(posted.code).toBe(0)
      expect(posted.stdoutBytes.equals(body)).toBe(true)

      const answer = await request(socket, {path, body, modifier1: number})
      expect(answer).toMatchObject({ok: true, outcome: 'response', response: {status: 200}, warnings: []})
      expect(answer.response?.body.equals(body)).toBe(true)
      expect(answer.response?.headers.find(([header]) => header === 'X-Method')?.[1]).toBe('POST')
    }
  })
})

test('zero bytes for a PHP application asked as Python lead to its modifier', async () => {
  using folder = temporaryFolder()
  await using _server = await startUwsgi(['php'], ['--socket', folder.at('s'), '--php-docroot', app('php')])
  const {code, stdout, stderr} = await tsgi(['request', folder.at('s'), '/index.php'])
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/without a byte \[TSGI_EMPTY\][\s\S]*Lua, PHP or CGI[\s\S]*--modifier1 php/)
})
