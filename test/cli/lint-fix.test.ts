import {expect, test} from 'vitest'
import {editsOf} from '../../src/cli/lint-fix.js'
import type {Finding} from '../../src/diagnostics.js'

const fixing = (safe: boolean, ...edits: (readonly [start: number, end: number, text: string])[]): Finding => ({
  ...{id: 'UW101', severity: 'error', message: 'x'},
  fix: {safe, edits: edits.map(([start, end, text]) => ({file: 'a.ini', start, end, text}))},
})

test('a fix whose edits overlap with those of another one waits, whole', () => {
  const first = fixing(true, [10, 20, 'one'])
  const second = fixing(true, [0, 5, 'two'], [15, 30, 'three'])
  const third = fixing(true, [20, 25, 'four'])
  expect(editsOf([first, second, third], false)).toEqual([...first.fix!.edits, ...third.fix!.edits])
})

test('of two insertions at one place one waits; the same edit twice is one wish', () => {
  const one = fixing(true, [10, 10, 'a\n'])
  const other = fixing(true, [10, 10, 'b\n'])
  expect(editsOf([one, other], false)).toEqual(one.fix!.edits)
  expect(editsOf([one, one], false)).toHaveLength(2)
})

test('what may change the meaning is not made unless asked for', () => {
  const unsafe = fixing(false, [0, 1, 'x'])
  expect(editsOf([unsafe], false)).toEqual([])
  expect(editsOf([unsafe], true)).toEqual(unsafe.fix!.edits)
})
