import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Deployment} from '../../../src/deployment/deployment.js'
import {renderSystemd, type SystemdFile} from '../../../src/render/systemd.js'
import {deploymentOf} from '../../support/deployment.js'
import {hostile, hostilePath, replaceString} from '../../support/hostile.js'
import {SERVICE_VARIANTS} from '../../support/variants.js'

type Setting = readonly [key: string, value: string]

/** As `conf-parser.c` of systemd: continuation lines, comments, sections; `[Section].Key`. */
function readUnit(text: string): Setting[] {
  let section = ''
  const settings: Setting[] = []
  for (const line of text.replace(/\\\n/g, ' ').split(/[\n\0]/)) {
    const trimmed = line.replace(/^[ \t\r]+|[ \t\r]+$/g, '')
    if (trimmed === '' || /^[#;]/.test(trimmed)) continue
    if (trimmed.startsWith('[')) section = trimmed
    else {
      const at = trimmed.indexOf('=')
      expect(at, line).toBeGreaterThan(0)
      settings.push([`${section}.${trimmed.slice(0, at).trim()}`, trimmed.slice(at + 1).trim()])
    }
  }
  return settings
}

/** As `extract_first_word` does with `EXTRACT_UNQUOTE | EXTRACT_CUNESCAPE`, and specifiers and variables taken back. */
function words(text: string): string[] {
  const found: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (sign === '\\') {
      at += 1
      expect('"\\').toContain(text[at])
      word = (word ?? '') + text[at]
    } else if (quote !== '') {
      if (sign === quote) quote = ''
      else word = (word ?? '') + sign
    } else if (sign === '"' || sign === "'") {
      quote = sign
      word ??= ''
    } else if (/[ \t]/.test(sign)) {
      if (word !== undefined) found.push(word)
      word = undefined
    } else word = (word ?? '') + sign
  }
  expect(quote).toBe('')
  return word === undefined ? found : [...found, word]
}

const plain = (text: string) => {
  expect(text.replaceAll('%%', '').replaceAll('%i', '')).not.toContain('%')
  return text.replaceAll('%%', '%')
}
const argv = (text: string) =>
  words(text).map((word) => {
    expect(word.replaceAll('$$', '')).not.toContain('$')
    return plain(word).replaceAll('$$', '$')
  })

const isWord = (path: string) =>
  /\.(language|kind|algorithm|engine|protocol|requests|format|server|manager|hardening|build|www|balancing|preset)$/.test(
    path,
  ) ||
  /\.logging\.to$/.test(path) ||
  /^\.web\b/.test(path)

async function render(deployment: Deployment, comments: boolean): Promise<readonly SystemdFile[] | undefined> {
  try {
    return await renderSystemd(deployment, {comments})
  } catch (error) {
    expect(error).toMatchObject({code: 'TSGI_UNSAFE_VALUE'})
    return undefined
  }
}

/** Keys that stand more than once where they are lists. */
const LISTS = /\.(After|Environment|EnvironmentFile|ExecStartPre|ReadWritePaths|SystemCallFilter)$/

async function known(): Promise<Set<string>> {
  const all = Object.values(SERVICE_VARIANTS).flatMap((changes) =>
    (['none', 'strict'] as const).map((hardening) =>
      renderSystemd(deploymentOf({...changes, service: {...changes.service, hardening}}), {comments: false}),
    ),
  )
  const units = (await Promise.all(all)).flat().filter(({kind}) => kind === 'service' || kind === 'socket')
  return new Set(units.flatMap(({text}) => readUnit(text).map(([key]) => key)))
}

function checkService(
  {text}: SystemdFile,
  {applications, service, paths}: Deployment,
  keys: ReadonlySet<string>,
): void {
  const [application] = applications
  const settings = readUnit(text)
  const of = (key: string) => settings.filter(([name]) => name === `[Service].${key}`).map(([, value]) => value)
  expect(settings.filter(([key]) => !keys.has(key))).toEqual([])
  const counts = new Map<string, number>()
  for (const [key] of settings) counts.set(key, (counts.get(key) ?? 0) + 1)
  expect([...counts].filter(([key, count]) => count > 1 && !LISTS.test(key))).toEqual([])
  expect(of('EnvironmentFile').map(plain)).toEqual(application!.environmentFiles)
  const [program, ...args] = argv(of('ExecStart')[0]!)
  if (application!.entry.language === 'javascript') {
    expect([program, ...args.slice(0, 2)]).toEqual([service.tsgi, 'serve', application!.entry.file])
    const pairs = Object.entries(application!.environment).map(([name, value]) => `${name}=${value}`)
    expect(of('Environment').flatMap((value) => words(value).map(plain))).toEqual(pairs)
  } else {
    const name = service.kind === 'template' ? '%i' : application!.name
    const last = service.kind === 'emperor' ? ['--emperor-graceful-shutdown', '--emperor'] : ['--ini']
    expect([program, ...args]).toEqual([service.uwsgi, ...last, `${paths.config}/${name}.ini`])
    expect(of('Environment')).toEqual([])
  }
  const hasRoot =
    service.kind === 'service' || service.kind === 'socket' || application!.entry.language === 'javascript'
  if (hasRoot) expect(of('WorkingDirectory').map(plain)).toEqual([application!.root])
}

function checkCompanion({kind, text}: SystemdFile): void {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  if (kind === 'tmpfiles') {
    for (const line of lines)
      expect(words(line)).toMatchObject(
        ['d', expect.stringMatching(/^\//), '0755', {}, {}, '-'].map((x) =>
          typeof x === 'object' && Object.keys(x).length === 0 ? expect.any(String) : x,
        ),
      )
  }
  if (kind === 'sysusers') {
    for (const line of lines) expect(words(line)[0]).toMatch(/^[gum]$/)
    for (const line of lines.filter((line) => line.startsWith('u'))) expect(words(line)).toHaveLength(6)
  }
  if (kind === 'logrotate') {
    const shape = lines.map((line) => line.replace(/^"[^"]*" \{$/, '"" {').replace(/'.*'/, "''"))
    expect(shape.filter((line) => /^["}]/.test(line))).toEqual(['"" {', '}'])
    expect(lines.filter((line) => line.trim() === 'endscript')).toHaveLength(1)
  }
}

test.each(Object.keys(SERVICE_VARIANTS))('%s: no text becomes a setting or an argument', async (name) => {
  const keys = await known()
  const whole = deploymentOf(SERVICE_VARIANTS[name])
  await fc.assert(
    fc.asyncProperty(fc.nat(200), fc.oneof(hostile, hostilePath), fc.boolean(), async (nth, text, comments) => {
      const deployment = replaceString(whole, nth, text, isWord) as Deployment
      for (const file of (await render(deployment, comments)) ?? []) {
        if (file.kind === 'service') checkService(file, deployment, keys)
        else if (file.kind === 'socket') {
          const settings = readUnit(file.text)
          expect(settings.filter(([key]) => !keys.has(key))).toEqual([])
          expect(new Set(settings.map(([key]) => key)).size).toBe(settings.length)
        } else checkCompanion(file)
      }
    }),
    {numRuns: 80},
  )
})
