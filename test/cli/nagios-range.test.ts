import {expect, test} from 'vitest'
import {alerts, formatRange, parseRange} from '../../src/cli/nagios-range.js'

// The table of the Nagios plugin development guidelines, in seconds; each with what alerts and what does not.
test.each([
  ['10', [10.001], [0, 10], '10.000'],
  ['10:', [9.999, 0], [10, 99], '10.000:'],
  ['~:10', [10.001], [0, 10], '~:10.000'],
  ['10:20', [9, 21], [10, 20], '10.000:20.000'],
  ['@10:20', [10, 15, 20], [9, 21], '@10.000:20.000'],
  ['100ms', [0.101], [0, 0.1], '0.100'],
  ['0.5ms', [0.001], [0.0005], '0.000500'],
  ['0:', [], [0, 1e6], '0:'],
])('%s alerts for %j and not for %j, and is printed as %s', (text, alerting, fine, shown) => {
  const range = parseRange(text)
  for (const seconds of alerting) expect(alerts(range, seconds * 1000), `${seconds} s`).toBe(true)
  for (const seconds of fine) expect(alerts(range, seconds * 1000), `${seconds} s`).toBe(false)
  expect(formatRange(range)).toBe(shown)
})

test.each(['', ':', '@', 'x', '1:2:3', '20:10', '1s:~', '~', '-1', '1 2', '5|6'])('%j is refused', (text) => {
  expect(() => parseRange(text)).toThrow(expect.objectContaining({code: 'TSGI_BAD_RANGE', kind: 'usage'}))
})
