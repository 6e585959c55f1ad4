import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {Ajv} from 'ajv'
import fc from 'fast-check'
import {SaxesParser} from 'saxes'
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {renderFindings} from '../../../src/cli/reporters/findings/render.js'
import type {FindingsReport} from '../../../src/cli/reporters/findings/report.js'
import type {Finding} from '../../../src/diagnostics.js'

const TEXT = '[uwsgi]\nmaster = true\nproceses = 4 ; four\n'
const typo: Finding = {
  id: 'UW101',
  severity: 'error',
  message: 'unknown option "proceses"',
  cause: 'uWSGI makes a placeholder of it and starts with one process',
  remedy: ['proceses → processes'],
  location: {file: 'deploy/uwsgi.ini', line: 3, column: 1, endLine: 3, endColumn: 9},
}
const loose: Finding = {id: 'DR012', severity: 'info', message: 'odd: 100%, <a> & "b"\nsecond'}

const report = (...findings: Finding[]): FindingsReport => ({
  command: 'lint',
  version: '1.2.3',
  findings,
  files: ['deploy/uwsgi.ini', 'clean.ini'],
  ruleOf: (id) =>
    id === 'UW101' ? {id, title: 'spell options as uWSGI does', why: 'a typo has no effect'} : undefined,
  textOf: (file) => (file === 'deploy/uwsgi.ini' ? TEXT : undefined),
})

beforeEach(() => void vi.stubEnv('NO_COLOR', '1'))
afterEach(() => void vi.unstubAllEnvs())

test('text: the line, the mark below it, why and what to do', async () => {
  expect(await renderFindings('text', report(typo))).toBe(
    [
      'deploy/uwsgi.ini:3:1: error: unknown option "proceses" [UW101]',
      '    3 | proceses = 4 ; four',
      '      | ^~~~~~~~',
      '    why: uWSGI makes a placeholder of it and starts with one process',
      '    fix: proceses → processes',
      '',
    ].join('\n'),
  )
})

test('text: a place far to the right, and one outside of the text', async () => {
  const long = {...report(), textOf: () => `${'x'.repeat(500)}here${'y'.repeat(500)}`}
  const at = (line: number, column: number) => ({
    ...typo,
    location: {file: 'a', line, column, endLine: line, endColumn: column + 4},
  })
  const shown = await renderFindings('text', {...long, findings: [at(1, 501), at(9, 1)]})
  const [, line, mark] = shown.split('\n')
  expect(line!.length).toBeLessThan(140)
  expect(line!.slice(mark!.indexOf('^'), mark!.indexOf('^') + 4)).toBe('here')
})

test('gcc: one line each, whatever the message holds', async () => {
  expect(await renderFindings('gcc', report(typo, loose))).toBe(
    'deploy/uwsgi.ini:3:1: error: unknown option "proceses" [UW101]\nnote: odd: 100%, <a> & "b"\\nsecond [DR012]\n',
  )
})

test('github: annotations, escaped as Actions reads them', async () => {
  const odd = {...typo, location: {file: 'a,b:c%.ini', line: 3, column: 1}}
  expect(await renderFindings('github', report(typo, loose, odd))).toBe(
    [
      '::error file=deploy/uwsgi.ini,line=3,endLine=3,col=1,endColumn=9,title=UW101::unknown option "proceses"',
      '::notice title=DR012::odd: 100%25, <a> & "b"%0Asecond',
      '::error file=a%2Cb%3Ac%25.ini,line=3,col=1,title=UW101::unknown option "proceses"',
      '',
    ].join('\n'),
  )
})

describe('sarif', () => {
  const schema = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve('schemastore/schemas/json/sarif-2.1.0.json'), 'utf8'),
  )
  const validate = new Ajv({strict: false, validateFormats: false, logger: false, unicodeRegExp: false}).compile(schema)

  test('is SARIF 2.1.0', async () => {
    const log = JSON.parse(await renderFindings('sarif', report(typo, loose)))
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
    const [run] = log.runs
    expect(run.tool.driver.rules.map(({id}: {id: string}) => id)).toEqual(['DR012', 'UW101'])
    expect(run.results[0]).toMatchObject({ruleId: 'UW101', ruleIndex: 1, level: 'error'})
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: {uri: 'deploy/uwsgi.ini'},
      region: {startLine: 3, startColumn: 1, endLine: 3, endColumn: 9},
    })
    expect(run.results[1].level).toBe('note')
  })

  test('the schema would refuse something else', () => {
    expect(validate({version: '2.1.0', runs: [{}]})).toBe(false)
  })

  test('a finding keeps its fingerprint when lines are added above it', async () => {
    const printOf = async (text: string, line: number) => {
      const moved = {...typo, location: {...typo.location!, line}}
      const log = JSON.parse(await renderFindings('sarif', {...report(moved), textOf: () => text}))
      return log.runs[0].results[0].partialFingerprints['tsgi/v1']
    }
    expect(await printOf(`; a comment\n${TEXT}`, 4)).toBe(await printOf(TEXT, 3))
    expect(await printOf(TEXT, 2)).not.toBe(await printOf(TEXT, 3))
  })
})

/** Elements in order, with their attributes; throws where it is no XML. */
function elementsOf(xml: string): {name: string; attributes: Record<string, string>}[] {
  const elements: {name: string; attributes: Record<string, string>}[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({name, attributes}) => elements.push({name, attributes: attributes as Record<string, string>}))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return elements
}

test('junit: a suite for each file, a failure for each finding', async () => {
  const elements = elementsOf(await renderFindings('junit', report(typo, loose)))
  expect(elements[0]).toEqual({name: 'testsuites', attributes: {name: 'tsgi lint', tests: '3', failures: '2'}})
  const suites = elements.filter(({name}) => name === 'testsuite').map(({attributes}) => attributes)
  expect(suites).toEqual([
    {name: 'deploy/uwsgi.ini', tests: '1', failures: '1'},
    {name: 'clean.ini', tests: '1', failures: '0'},
    {name: 'this machine', tests: '1', failures: '1'},
  ])
  expect(elements.filter(({name}) => name === 'failure').map(({attributes}) => attributes['message'])).toEqual([
    typo.message,
    loose.message,
  ])
})

test('checkstyle', async () => {
  const elements = elementsOf(await renderFindings('checkstyle', report(typo)))
  expect(elements.find(({name}) => name === 'error')?.attributes).toEqual({
    line: '3',
    column: '1',
    severity: 'error',
    message: typo.message,
    source: 'tsgi.UW101',
  })
})

test('any message is XML, and comes out as it went in but for what XML cannot hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({unit: 'binary'}), async (message) => {
      const elements = elementsOf(await renderFindings('junit', report({...loose, message})))
      const failure = elements.find(({name}) => name === 'failure')!.attributes['message']!
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold
      expect(failure).toBe(message.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/gu, '\ufffd'))
    }),
    {numRuns: 200},
  )
})

test('json and ndjson', async () => {
  const document = JSON.parse(await renderFindings('json', report(typo, loose)))
  expect(document).toMatchObject({schema: 'tsgi.lint/1', ok: false, summary: {errors: 1, warnings: 0, infos: 1}})
  expect(document.findings).toEqual([typo, loose])
  const lines = (await renderFindings('ndjson', report(typo, loose))).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(['UW101', 'DR012'])
})
