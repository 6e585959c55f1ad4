import {expect, test} from 'vitest'
import {findingsIn} from '../../src/dryrun/messages.js'

const forms = [
  {id: 'X1', severity: 'error', pattern: /^error: (?<message>.*) in (?<file>\S+):(?<line>\d+)$/},
  {id: 'X2', severity: 'warning', pattern: /^warning: (?<message>.*)$/},
] as const

test('takes the lines that fit a form, with their place, and leaves the chatter', () => {
  expect(findingsIn('hello\nerror: no such thing in /a/b.conf:12\r\nwarning: old.\n', forms)).toEqual([
    {
      id: 'X1',
      severity: 'error',
      message: 'no such thing',
      location: {file: '/a/b.conf', line: 12, column: 1},
      evidence: [{text: 'error: no such thing in /a/b.conf:12'}],
    },
    {id: 'X2', severity: 'warning', message: 'old', evidence: [{text: 'warning: old.'}]},
  ])
})
