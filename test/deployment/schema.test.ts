import {Ajv} from 'ajv'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {stringify} from 'yaml'
import {deploymentJsonSchema} from '../../src/deployment/json-schema.js'
import {parseDescription} from '../../src/deployment/parse.js'
import {deployment} from '../../src/deployment/schema.js'
import {changed, pathsOf, WHOLE} from '../support/descriptions.js'

const validate = new Ajv({strict: true, allowUnionTypes: true}).compile(deploymentJsonSchema())
const isTaken = (value: unknown) => deployment.safeParse(value).success

test('both take everything that can be said', async () => {
  expect(validate(WHOLE), JSON.stringify(validate.errors)).toBe(true)
  const {description} = await parseDescription(stringify(WHOLE), 'tsgi.yaml')
  expect(description).toEqual(WHOLE)
})

const free = /^(application,(statics|environment|helpers)|uwsgi,options|web,(internal|directives))$/

test('both refuse a key that nobody knows', () => {
  const maps = pathsOf(WHOLE).filter((path) => {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], WHOLE)
    return typeof value === 'object' && !Array.isArray(value) && !free.test(path.join(','))
  })
  expect(maps.length).toBeGreaterThan(12)
  for (const path of maps) {
    const value = changed(WHOLE, path, (map) => ({...(map as object), 'no-such-key': 1}))
    expect([path, validate(value), isTaken(value)]).toEqual([path, false, false])
  }
})

test('both refuse a value of another type', () => {
  for (const path of pathsOf(WHOLE).filter((path) => path.length > 0)) {
    for (const other of [null, [[]], {a: {b: 1}}]) {
      const value = changed(WHOLE, path, () => other)
      expect([path, other, validate(value), isTaken(value)]).toEqual([path, other, false, false])
    }
  }
})

test('what the loader takes, the schema takes', () => {
  const words = [
    '/x',
    'x',
    '8m',
    '30s',
    '660',
    'a:b',
    'true',
    '10.0.0.1',
    '@x',
    ':80',
    '10/s',
    '.pl',
    'X-1',
    'a.example',
  ]
  const other = fc.oneof(
    fc.constantFrom(...words),
    fc.string({maxLength: 8}),
    fc.integer({min: -2, max: 100_000}),
    fc.boolean(),
    fc.double({noNaN: true, noDefaultInfinity: true}),
    fc.constantFrom<unknown>({}, [], ['x'], [1], {folder: 'x'}, {minimum: 1}, {address: ':1'}),
  )
  const paths = pathsOf(WHOLE).filter((path) => path.length > 0)
  fc.assert(
    fc.property(fc.constantFrom(...paths), other, (path, value) => {
      const document = changed(WHOLE, path, () => value)
      if (isTaken(document)) expect([path, value, validate(document)]).toEqual([path, value, true])
    }),
    {numRuns: 800},
  )
})
