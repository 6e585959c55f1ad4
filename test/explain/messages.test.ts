import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {explainText} from '../../src/explain/explain-log.js'
import {problems} from '../../src/knowledge/problems/index.js'
import {ROOT} from '../support/tsgi.js'

const FOLDER = join(ROOT, 'test/fixtures/messages')
/** What real servers said when they were broken that way; test/live/explain.test.ts keeps it with TSGI_CAPTURE=1. */
const fixtures = readdirSync(FOLDER)

/** The log behind the line that says where it comes from. */
function logOf(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8').replace(/^source: .*\n\n/, '')
}

describe('what real servers say', () => {
  test.each(fixtures)('%s', (file) => {
    const {findings, unknown} = explainText(logOf(file))
    expect(findings[0]?.id).toBe(file.slice(0, 4))
    expect(unknown.kinds.map(({example}) => example.text)).toEqual([])
  })

  test('a problem has such a message, or says why not', () => {
    const kept = new Set(fixtures.map((file) => file.slice(0, 4)))
    const without = problems.filter(({id, unseen}) => kept.has(id) === (unseen !== undefined)).map(({id}) => id)
    expect(without).toEqual([])
  })
})

/** Ways in which the same log reaches people. */
const WRAPPINGS: readonly (readonly [string, (line: string) => string])[] = [
  ['journalctl', (line) => `Nov 23 21:06:30 web uwsgi[812]: ${line}`],
  ['syslog, ISO', (line) => `2026-11-23T21:06:30.123456+00:00 web uwsgi[812]: ${line}`],
  [
    'journalctl -o json',
    (line) => JSON.stringify({__REALTIME_TIMESTAMP: '1795467990000000', SYSLOG_IDENTIFIER: 'uwsgi', MESSAGE: line}),
  ],
  ['docker json-file', (line) => JSON.stringify({log: `${line}\n`, stream: 'stderr', time: '2026-11-23T21:06:30.1Z'})],
  ['kubernetes', (line) => `2026-11-23T21:06:30.123456789Z stderr F ${line}`],
  ['compose', (line) => `web-1  | ${line}`],
  ['log-date', (line) => `2026-11-23 21:06:30 ${line}`],
  ['log-prefix', (line) => `[app] ${line}`],
  ['CRLF', (line) => `${line}\r`],
  ['colours', (line) => `\u001b[1;31m${line}\u001b[0m`],
  ['compose in colours', (line) => `\u001b[36mweb-1  | \u001b[0m${line}`],
  ['docker logs -t', (line) => `2026-11-23T21:06:30.123456789Z ${line}`],
  ['journalctl -o export', (line) => `__REALTIME_TIMESTAMP=1795467990000000\nMESSAGE=${line}\n`],
  ['an encoder of its own', (line) => JSON.stringify({t: '2026-11-23T21:06:30Z', level: 'info', text: line})],
]

describe.each(WRAPPINGS)('wrapped by %s', (_, wrap) => {
  test.each(fixtures)('%s', (file) => {
    const wrapped = logOf(file).split('\n').map(wrap).join('\n')
    expect(explainText(wrapped).findings[0]?.id).toBe(file.slice(0, 4))
  })
})
