import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {type ConfigKind, guessKind} from '../../src/config/kind.js'
import {PRESETS} from '../../src/deployment/deployment.js'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {writeDescription} from '../../src/deployment/write.js'
import {type Finding, reaches} from '../../src/diagnostics.js'
import {renderDeployment} from '../../src/render/deployment-files.js'
import {rules} from '../../src/rules/index.js'
import {Linter} from '../../src/rules/lint.js'
import type {Rule} from '../../src/rules/rule.js'
import {readGolden} from '../support/golden.js'
import {memoryFiles} from '../support/memory-files.js'
import {fixturesIn, type Texts, textsIn} from '../support/rule-fixtures.js'
import {ROOT} from '../support/tsgi.js'

const FIXTURES = join(ROOT, 'test/fixtures')

async function lint(texts: Texts, kind?: ConfigKind): Promise<readonly Finding[]> {
  const linter = new Linter({rules, files: memoryFiles(texts)})
  const findings: Finding[] = []
  for (const [file, text] of Object.entries(texts)) {
    findings.push(...(await linter.lint({file, text, ...(kind ? {kind} : {})})).findings)
  }
  return [...findings, ...linter.between()]
}

/** What a person sees who lints them. */
async function complaints(texts: Texts, kind?: ConfigKind): Promise<string[]> {
  return (await lint(texts, kind))
    .filter(({severity}) => reaches(severity, 'warning'))
    .map(({id, message, location}) => `${location?.file}:${location?.line} ${id} ${message}`)
}

const goldens = (folder: string) => readdirSync(join(ROOT, 'test/golden', folder)).sort()

describe('what tsgi writes', () => {
  test.each(goldens('uwsgi'))('uwsgi/%s', async (file) => {
    expect(await complaints({[file]: readGolden('uwsgi', file).output})).toEqual([])
  })

  test.each((['nginx', 'apache', 'lighttpd'] as const).flatMap((it) => goldens(it).map((file) => [it, file] as const)))(
    '%s/%s',
    async (kind, file) => {
      expect(await complaints({[`${kind}/${file}`]: readGolden(kind, file).output}, kind)).toEqual([])
    },
  )

  test.each(goldens('systemd'))('systemd/%s', async (file) => {
    const parts = readGolden('systemd', file)
      .output.split(/^# ==> (\S+) <==\n/m)
      .slice(1)
    const texts = Object.fromEntries(parts.flatMap((it, n) => (n % 2 === 0 ? [[it, parts[n + 1]!]] : [])))
    expect(Object.keys(texts).length).toBeGreaterThan(0)
    expect(await complaints(texts)).toEqual([])
  })

  const servers = ['nginx', 'apache', 'lighttpd'] as const
  const OWN_SERVERS: readonly string[] = ['development', 'container'] // speak HTTP themselves
  const kinds = ['service', 'socket', 'template', 'emperor'] as const
  const combined = PRESETS.flatMap((preset) =>
    (OWN_SERVERS.includes(preset) ? (['none'] as const) : servers).flatMap((server) =>
      kinds.map((kind) => [preset, server, kind] as const),
    ),
  )

  test.each(combined)('%s behind %s, a %s: as one folder', async (preset, server, kind) => {
    const description: DeploymentDescription = {
      ...{name: 'shop', preset, application: {root: '/srv/shop', module: 'shop.wsgi:application'}},
      ...{web: {server, names: ['shop.example'], tls: true}, service: {kind}},
    }
    const files = await renderDeployment(resolveDeployment(description), {comments: true})
    const texts = Object.fromEntries(files.map(({local, text}) => [local, text]))
    texts['tsgi.yaml'] = await writeDescription(description)
    expect(
      await complaints(Object.fromEntries(Object.entries(texts).filter(([file, text]) => guessKind(file, text)))),
    ).toEqual([])
  })
})

describe('plain configurations that work', () => {
  const healthy = join(FIXTURES, 'healthy')

  test.each(fixturesIn(healthy))('%s', async (_, texts) => {
    for (const [file, text] of Object.entries(texts)) expect(guessKind(file, text), file).toBeDefined()
    expect(await complaints(texts)).toEqual([])
  })

  test('there are enough of them', () => {
    expect(Object.keys(textsIn(healthy)).length).toBeGreaterThan(20)
  })
})

/** A single file says little of what it is; a folder has names. */
function oneKind(kind: Rule['kind'], texts: Texts): ConfigKind | undefined {
  return kind === 'between' || Object.keys(texts).length > 1 ? undefined : kind
}

test('every rule fires in the fixtures', async () => {
  const counts = new Map(rules.map(({id}) => [id, 0]))
  for (const {id, kind} of rules) {
    for (const [, texts] of fixturesIn(join(FIXTURES, 'rules', id))) {
      for (const finding of await lint(texts, oneKind(kind, texts)))
        counts.set(finding.id, (counts.get(finding.id) ?? 0) + 1)
    }
  }
  console.log([...counts].map(([id, count]) => `${id} ${count}`).join(', '))
  expect([...counts].filter(([, count]) => count === 0)).toEqual([])
})
