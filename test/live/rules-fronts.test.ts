import {writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import type {ConfigKind} from '../../src/config/kind.js'
import {rules} from '../../src/rules/index.js'
import {Linter} from '../../src/rules/lint.js'
import {startApache} from '../support/apache.js'
import {temporaryFolder} from '../support/folder.js'
import {startLighttpd} from '../support/lighttpd.js'
import {memoryFiles} from '../support/memory-files.js'
import {startUwsgi} from '../support/uwsgi.js'

interface Claim {
  /** `SOCKET` is the application's, `OTHER` that of another one. */
  readonly bad: string
  readonly good: string
  readonly url: string
  /** What comes of the bad one: status, and where the application believes to be. */
  readonly gives: RegExp
  readonly givesOfGood: RegExp
  readonly without?: readonly string[]
}

const SCGI = (key: string, more: string) =>
  `scgi.protocol = "uwsgi"\nscgi.server = ( "${key}" => (( "socket" => "SOCKET"${more} )) )\n`
const LOCAL = ', "check-local" => "disable"'

const LIGHTTPD: Readonly<Record<string, Claim>> = {
  LT001: {
    bad: SCGI('/', LOCAL),
    good: SCGI('/', `${LOCAL}, "fix-root-scriptname" => "enable"`),
    ...{url: '/x/y', gives: /^200 shop \[\/x\] \[\/y\]/, givesOfGood: /^200 shop \[\] \[\/x\/y\]/},
  },
  LT002: {
    bad: SCGI('/app/', LOCAL),
    good: SCGI('/app', LOCAL),
    ...{url: '/app/y', gives: /^200 shop \[\/app\/y?\] \[\]|^500/, givesOfGood: /^200 shop \[\/app\] \[\/y\]/},
  },
  LT003: {bad: SCGI('/app', ''), good: SCGI('/app', LOCAL), url: '/app/y', gives: /^404/, givesOfGood: /^200 shop/},
  LT005: {
    bad: SCGI('/', `${LOCAL}, "fix-root-script-name" => "enable"`),
    good: SCGI('/', `${LOCAL}, "fix-root-scriptname" => "enable"`),
    ...{url: '/x/y', gives: /\[\/x\] \[\/y\]/, givesOfGood: /\[\] \[\/x\/y\]/},
  },
}

const APACHE: Readonly<Record<string, Claim>> = {
  AP001: {
    bad: 'ProxyPass "/" "uwsgi://unix:SOCKET|uwsgi://shop/"',
    good: 'ProxyPass "/" "unix:SOCKET|uwsgi://shop/"',
    ...{url: '/x', gives: /^50\d/, givesOfGood: /^200 shop \[\] \[\/x\]/},
  },
  AP002: {
    bad: '<VirtualHost *>\nProxyPass "/api" "unix:OTHER|uwsgi://localhost/a"\nProxyPass "/" "unix:SOCKET|uwsgi://localhost/ab"\n</VirtualHost>',
    good: '<VirtualHost *>\nProxyPass "/api" "unix:OTHER|uwsgi://api/api"\nProxyPass "/" "unix:SOCKET|uwsgi://shop/"\n</VirtualHost>',
    ...{url: '/x', gives: /^200 other/, givesOfGood: /^200 shop/},
  },
  AP003: {
    bad: 'ProxyPass "/app" "unix:SOCKET|uwsgi://shop/"',
    good: 'ProxyPass "/app" "unix:SOCKET|uwsgi://shop/app"',
    ...{url: '/app/', gives: /^200 shop \[\/app\/\] \[\/\]/, givesOfGood: /^200 shop \[\] \[\/app\/\]/},
  },
  AP006: {
    bad: 'ProxyPass "/" "unix:SOCKET|uwsgi://shop/"\nProxyPass "/static/" "!"',
    good: 'ProxyPass "/static/" "!"\nProxyPass "/" "unix:SOCKET|uwsgi://shop/"',
    ...{url: '/static/a.css', gives: /^200 shop/, givesOfGood: /^404|^403/},
  },
}

const APP = `import os
def application(environ, start_response):
    start_response('200 OK', [])
    words = [os.environ['NAME']] + ['[' + environ.get(name, '') + ']' for name in ('SCRIPT_NAME', 'PATH_INFO')]
    return [' '.join(words).encode()]
`

const START = {lighttpd: startLighttpd, apache: startApache} as const
const CLAIMS = {lighttpd: LIGHTTPD, apache: APACHE} as const

async function fires(id: string, kind: ConfigKind, text: string): Promise<boolean> {
  const linter = new Linter({rules, files: memoryFiles({})})
  return (await linter.lint({file: 'site.conf', text, kind})).findings.some((finding) => finding.id === id)
}

const table = (['lighttpd', 'apache'] as const).flatMap((kind) =>
  Object.entries(CLAIMS[kind]).map(([id, claim]) => [id, kind, claim] as const),
)

describe.each(table)('%s: the real %s', (id, kind, claim) => {
  test('does with the bad one what the rule says, and with the good one what was meant', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('app.py'), APP)
    const start = (name: string) =>
      startUwsgi(
        ['python3'],
        [
          '--socket',
          folder.at(`${name}.sock`),
          '--chmod-socket=666',
          '--wsgi-file',
          folder.at('app.py'),
          '--env',
          `NAME=${name}`,
        ],
      )
    await using _shop = await start('shop')
    await using _other = await start('other')
    const answers: string[] = []
    for (const [isBad, text] of [
      [true, claim.bad],
      [false, claim.good],
    ] as const) {
      const site = text.replaceAll('SOCKET', folder.at('shop.sock')).replaceAll('OTHER', folder.at('other.sock'))
      expect(await fires(id, kind, site.replaceAll(folder.path, '/run/shop'))).toBe(isBad)
      await using front = await START[kind](folder.path, site)
      const response = await fetch(`http://127.0.0.1:${front.port}${claim.url}`)
      answers.push(`${response.status} ${await response.text()}`)
    }
    expect(answers[0]).toMatch(claim.gives)
    expect(answers[1]).toMatch(claim.givesOfGood)
  })
})
