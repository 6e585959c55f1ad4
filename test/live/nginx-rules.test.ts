import {spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {rules} from '../../src/rules/index.js'
import {temporaryFolder} from '../support/folder.js'

/** What the rule says nginx refuses, and how nginx says so. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  NX010: /"uwsgi_busy_buffers_size" must be/,
  NX012: /balancing method does not support parameter "backup"/,
  NX017: /unknown directive "uwsgi_read_timout"/,
  NX018: /"uwsgi_pass" directive is not allowed here/,
  NX019: /invalid rate "rate=0\.5r\/s"/,
  NX023: /no uwsgi_ssl_trusted_certificate for uwsgi_ssl_verify/,
  NX024: /"uwsgi_read_timeout" directive is duplicate/,
}

function nginxSays(folder: string, part: string): string {
  const inServer = part.startsWith('location') ? `server { listen 127.0.0.1:1; ${part} }` : part
  const inHttp = inServer.startsWith('http ') ? inServer : `http { access_log off; ${inServer} }`
  const config = `${folder}/nginx.conf`
  writeFileSync(config, `pid ${folder}/pid; error_log stderr; events {}\n${inHttp}`)
  writeFileSync(`${folder}/uwsgi_params`, 'uwsgi_param REQUEST_METHOD $request_method;\n')
  const {stderr} = spawnSync('nginx', ['-t', '-p', folder, '-c', config, '-e', 'stderr'], {encoding: 'utf8'})
  return stderr
}

describe.each(Object.entries(REFUSED))('%s', (id, message) => {
  const {examples} = rules.find((rule) => rule.id === id)!

  test('the real nginx refuses the bad example, for that reason, and takes the good one', () => {
    using folder = temporaryFolder()
    mkdirSync(folder.at('logs'))
    expect(nginxSays(folder.path, examples.bad as string)).toMatch(message)
    expect(nginxSays(folder.path, examples.good as string)).toMatch(/test is successful/)
  })
})
