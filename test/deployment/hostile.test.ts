import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {DeploymentError} from '../../src/deployment/problem.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {warningsOf} from '../../src/deployment/warnings.js'
import {changed, pathsOf, WHOLE} from '../support/descriptions.js'

/** All texts of a value, names of keys too. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)])
}

function resolved(description: unknown) {
  try {
    return resolveDeployment(description as DeploymentDescription, {folder: '/srv/shop'})
  } catch (error) {
    expect(error).toBeInstanceOf(DeploymentError)
    return error as DeploymentError
  }
}

/** That which no file can hold, at the start, in the middle and at the end of what is otherwise good. */
const BREAKING = ['\n', '\r', '\0', '\u2028', '\u202e', '\ud800', '\x7f', '\x9b']

test('everything that can be said is resolved', () => {
  expect(resolved(WHOLE)).not.toBeInstanceOf(Error)
})

test('no text that breaks a line gets into a deployment, from any key', () => {
  const texts = pathsOf(WHOLE).filter(
    (path) => typeof path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], WHOLE) === 'string',
  )
  expect(texts.length).toBeGreaterThan(60)
  for (const path of texts) {
    for (const [at, breaking] of BREAKING.entries()) {
      const place = [
        (text: string) => breaking + text,
        (text: string) => text + breaking,
        (text: string) => `${text}${breaking}x`,
      ]
      const result = resolved(changed(WHOLE, path, (text) => place[at % 3]!(text as string)))
      expect([path, breaking, result instanceof DeploymentError]).toEqual([path, breaking, true])
    }
  }
})

test('whatever stands anywhere, it is resolved to plain text or refused, naming its key', () => {
  const paths = pathsOf(WHOLE).filter((path) => path.length > 0)
  const value = fc.oneof(
    fc.string({unit: 'binary'}),
    fc.anything(),
    fc.constantFrom(null, [], {}, Number.NaN, -1, '', '__proto__'),
  )
  fc.assert(
    fc.property(fc.constantFrom(...paths), value, (path, to) => {
      const result = resolved(changed(WHOLE, path, () => to))
      if (result instanceof DeploymentError) {
        for (const problem of result.problems) expect(problem.key).toMatch(/^[a-z]/)
        return
      }
      for (const text of textsOf(result)) expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      warningsOf(result)
    }),
    {numRuns: 400},
  )
}, 60_000)
