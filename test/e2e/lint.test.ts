import {readFileSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

const BAD = 'location / {\n    uwsgi_pass unix:/run/a.sock;\n}\n'
const GOOD = 'location / {\n    include uwsgi_params;\n    uwsgi_pass unix:/run/a.sock;\n}\n'

describe('tsgi lint', () => {
  test('prints a line for each finding, and exits 1', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('site.conf'), BAD)
    const {code, stdout, stderr} = await tsgi(['lint', folder.at('site.conf')])
    expect(stdout).toMatch(/^\/.*site\.conf:2:5: error: uwsgi_pass without uwsgi_params.* \[NX001\]\n$/)
    expect(stderr).toBe('1 problem in 1 file (1 error), 1 fixable with --fix\n')
    expect(code).toBe(1)
  })

  test('--diff shows the fix and changes nothing, --fix makes it and the rest stays as it was', async () => {
    using folder = temporaryFolder()
    const file = folder.at('site.conf')
    writeFileSync(file, `# mine\r\n${BAD}\n\n# end`)
    const shown = await tsgi(['lint', '--diff', file])
    expect(shown.stdout).toContain('+    include uwsgi_params;')
    expect(shown.code).toBe(1)
    expect(readFileSync(file, 'utf8')).toBe(`# mine\r\n${BAD}\n\n# end`)
    const {code, stderr} = await tsgi(['lint', '--fix', file])
    expect(readFileSync(file, 'utf8')).toBe(`# mine\r\n${GOOD}\n\n# end`)
    expect(code).toBe(0)
    expect(stderr).toContain('1 file fixed')
    expect((await tsgi(['lint', '--diff', file])).code).toBe(0)
  })

  test('a comment with a reason keeps a finding away, one without does not', async () => {
    using folder = temporaryFolder()
    const file = folder.at('site.conf')
    writeFileSync(
      file,
      BAD.replace('    uwsgi_pass', '    # tsgi: ignore[NX001] the params stand in http\n    uwsgi_pass'),
    )
    expect((await tsgi(['lint', file])).code).toBe(0)
    writeFileSync(file, BAD.replace('    uwsgi_pass', '    # tsgi: ignore[NX001]\n    uwsgi_pass'))
    expect((await tsgi(['lint', file])).code).toBe(1)
  })

  test('selects, ignores, and exits 0 when asked to', async () => {
    using folder = temporaryFolder()
    const file = folder.at('site.conf')
    writeFileSync(file, BAD)
    expect((await tsgi(['lint', file, '--ignore', 'NX'])).code).toBe(0)
    expect((await tsgi(['lint', file, '--select', 'UW'])).code).toBe(0)
    expect((await tsgi(['lint', file, '--exit-zero'])).code).toBe(0)
  })

  test('standard input, as JSON', async () => {
    const {code, stdout} = await tsgi(['lint', '-', '--as', 'nginx', '--json'], {input: BAD})
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({schema: 'tsgi.lint/1', ok: false, files: 1, summary: {errors: 1}})
    expect(document.findings[0]).toMatchObject({id: 'NX001', location: {file: '-', line: 2, column: 5}})
    expect(code).toBe(1)
  })

  test('what cannot be linted', async () => {
    using folder = temporaryFolder()
    writeFileSync(folder.at('notes.txt'), 'hello')
    expect(await tsgi(['lint', folder.at('notes.txt')])).toMatchObject({code: 2, stdout: ''})
    expect(await tsgi(['lint', folder.at('gone.ini')])).toMatchObject({code: 2})
    expect((await tsgi(['lint', '--explain', 'NX002x'])).stderr).toContain('TSGI_UNKNOWN_RULE')
  })
})
