import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {transformSync} from 'esbuild'
import {describe, expect, test} from 'vitest'
import * as tsgi from '../../src/index.js'

const guide = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')
const examples = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? '')
const modules: Record<string, unknown> = {tsgi, 'node:assert/strict': assert}

/** Runs an example as a module; returns what it took from the library. */
function run(example: string): string[] {
  const used: string[] = []
  const watched = new Proxy(tsgi as Record<string, unknown>, {
    get(target, name: string) {
      if (!(name in target)) throw new Error(`the library has no ${name}`)
      used.push(name)
      return target[name]
    },
  })
  const {code} = transformSync(example, {loader: 'ts', format: 'cjs'})
  new Function('require', 'module', code)((name: string) => (name === 'tsgi' ? watched : modules[name]), {exports: {}})
  return used
}

describe('docs/protocol.md', () => {
  test('has examples', () => expect(examples.length).toBeGreaterThan(8))

  test.each(examples.map((code, i) => [i + 1, code] as const))('example %i runs, and checks something', (_, code) => {
    expect(run(code).length).toBeGreaterThan(0)
    expect(code).toMatch(/^assert\.|^ +assert\./m)
  })

  test('names the modifiers with their numbers', () => {
    const rows = [...guide.matchAll(/^\| ([\d ·]+) \| (`.*?`) \|/gm)]
    const named = rows.flatMap(([, numbers = '', names = '']) => {
      const words = [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '')
      return numbers.split(' · ').map((number, i) => [words[i], Number(number)] as const)
    })
    const {example: _, ...documented} = tsgi.Modifier1
    expect(Object.fromEntries(named)).toEqual(documented)
  })

  test('lists each problem of a response', () => {
    const codes = ['empty', 'not-http', 'truncated-head', 'head-too-big', 'no-status-line', 'bad-status-line']
    codes.push(
      'bad-protocol',
      'bad-header',
      'bare-lf',
      'control-character',
      'nul',
      'informational',
      'transfer-encoding',
    )
    codes.push('bad-length', 'duplicate-length', 'body-short', 'body-long')
    for (const code of codes) expect(guide).toContain(`\`${code}\``)
  })

  test('its links lead somewhere', () => {
    const headings = [...guide.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const [, link] of guide.matchAll(/\]\(#(.*?)\)/g)) expect(headings).toContain(link)
  })
})
