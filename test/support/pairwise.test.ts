import {expect, test} from 'vitest'
import {pairwise} from './pairwise.js'

test('every two values meet, in far fewer rows than all', () => {
  const values = {a: [1, 2, 3], b: ['x', 'y'], c: [true, false], d: [0, 1, 2]}
  const rows = pairwise(values)
  expect(rows.length).toBeLessThan(15)
  const entries = Object.entries(values) as [keyof typeof values, readonly unknown[]][]
  for (const [one, left] of entries) {
    for (const [other, right] of entries.filter(([name]) => name > one)) {
      for (const x of left)
        for (const y of right) {
          expect(
            rows.some((row) => row[one] === x && row[other] === y),
            `${one}=${x} ${other}=${y}`,
          ).toBe(true)
        }
    }
  }
})
