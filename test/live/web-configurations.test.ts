import {describe, expect, test} from 'vitest'
import {testApache} from '../../src/dryrun/apache.js'
import {testLighttpd} from '../../src/dryrun/lighttpd.js'
import type {Verdict} from '../../src/dryrun/verdict.js'
import {node} from '../../src/host/node.js'
import {renderWeb, webGoldens} from '../support/web-golden.js'

const TEST = {apache: testApache, lighttpd: testLighttpd} as const

/** Certificates of another machine are no fault of the file; xsendfile is a package of its own. */
const told = ({findings}: Verdict) => findings.filter(({message}) => !/is not on this machine/.test(message))

describe.each(['apache', 'lighttpd'] as const)('%s', (server) => {
  test.each(webGoldens(server).map((golden) => [golden.file, golden] as const))('accepts %s', async (file, golden) => {
    const isLocation = golden.input.scope === 'location'
    // With its comments too: one that the server does not take for a comment would be a directive.
    for (const comments of [true, false]) {
      const {text} = await renderWeb(server, {...golden.input, comments})
      const verdict = await TEST[server](node, {text, file, isLocation})
      expect(told(verdict), verdict.output).toEqual([])
      expect(verdict.ok).toBe(true)
    }
  })
})

describe('Apache says what is wrong, and where', () => {
  const verdictOf = (text: string, isLocation = false) => testApache(node, {text, file: 'shop.conf', isLocation})

  test.each([
    ['an unknown directive', '# one\nProxyPas "/" "uwsgi://a/"\n', 2, /Invalid command 'ProxyPas'/],
    ['a section that is not closed', '<VirtualHost *:80>\nServerName a\n', 1, /not closed/],
    ['a value that is none', '<VirtualHost *:80>\nLimitRequestBody many\n</VirtualHost>\n', 2, /LimitRequestBody/],
    [
      'a module that is missing',
      '<IfModule !nonesuch_module>\nError "mod_nonesuch is not loaded"\n</IfModule>\n',
      2,
      /nonesuch/,
    ],
  ])('%s', async (_, text, line, message) => {
    const {ok, findings, output} = await verdictOf(text)
    expect(ok).toBe(false)
    expect(findings, output).toMatchObject([{severity: 'error', location: {file: 'shop.conf', line}}])
    expect(findings[0]!.message).toMatch(message)
    expect(output).not.toContain('/tmp/')
  })

  test('a certificate that is not there is a warning with its line, and the rest is tested', async () => {
    const text =
      '<VirtualHost *:443>\nSSLEngine on\nSSLCertificateFile "/nowhere/a b.pem"\nSSLCertificateKeyFile "/nowhere/key.pem"\n</VirtualHost>\n'
    const {ok, findings} = await verdictOf(text)
    expect(ok).toBe(true)
    expect(findings).toMatchObject([
      {severity: 'warning', message: expect.stringContaining('/nowhere/a b.pem'), location: {line: 3}},
      {severity: 'warning', location: {line: 4}},
    ])
  })

  test('a snippet is tested inside a virtual host', async () => {
    expect(await verdictOf('ProxyPass "/" "uwsgi://a/"\n', true)).toMatchObject({ok: true, findings: []})
    expect(await verdictOf('Listen 80\n', true)).toMatchObject({ok: false, findings: [{location: {line: 1}}]})
  })
})

describe('lighttpd says what is wrong, and where', () => {
  const verdictOf = (text: string, isLocation = false) => testLighttpd(node, {text, file: 'shop.conf', isLocation})

  test.each([
    ['a broken list', '# one\nserver.modules += ("mod_scgi" =\n"mod_alias")\n', 2, /parser failed/],
    ['a module that is missing', '# one\nserver.modules += ("mod_nonesuch")\n', 2, /mod_nonesuch/],
    ['a directive given twice', 'server.tag = "a"\nserver.tag = "b"\n', 2, /server\.tag|parser/],
    ['a pattern that is none', '# one\n$HTTP["url"] =~ "(" {\n}\n', 2, /parenthesis/],
  ])('%s', async (_, text, line, message) => {
    const {ok, findings, output} = await verdictOf(text)
    expect(ok).toBe(false)
    expect(findings.find((finding) => finding.location)?.location, output).toMatchObject({file: 'shop.conf', line})
    expect(findings.map((finding) => finding.message).join('\n')).toMatch(message)
    expect(output).not.toContain('/tmp/')
  })

  test('an unknown directive is a warning, which lighttpd itself lets pass', async () => {
    expect(await verdictOf('\nserver.nonesuch = "1"\n')).toMatchObject({
      ok: true,
      findings: [{severity: 'warning', message: expect.stringContaining('server.nonesuch'), location: {line: 2}}],
    })
  })

  test('a certificate that is not there is a warning, and the rest is tested with one of its kind', async () => {
    const text =
      'server.modules += ("mod_openssl")\n$SERVER["socket"] == ":443" {\nssl.engine = "enable"\nssl.pemfile = "/nowhere/a.pem"\nssl.privkey = "/nowhere/a.key"\n}\n'
    const {ok, findings, output} = await verdictOf(text)
    expect(ok, output).toBe(true)
    expect(findings).toMatchObject([{severity: 'warning', location: {line: 4}}, {location: {line: 5}}])
  })

  test('no log is opened and nothing is left behind', async () => {
    const {existsSync, readdirSync} = await import('node:fs')
    const {tmpdir} = await import('node:os')
    const log = `${tmpdir()}/tsgi-log-${process.pid}`
    await verdictOf(`server.modules += ("mod_accesslog")\naccesslog.filename = "${log}"\nserver.errorlog = "${log}"\n`)
    expect(existsSync(log)).toBe(false)
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('tsgi-test-'))).toEqual([])
  })
})
