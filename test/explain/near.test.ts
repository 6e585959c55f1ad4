import {describe, expect, test} from 'vitest'
import {nearProblems, tidied} from '../../src/explain/near.js'

describe('a message that is not whole', () => {
  test.each([
    ['connect() failed (111: Connection refused)', 'N003'],
    ['recv() failed (104: Connection reset by peer)', 'N006'],
    ['HARAKIRI on worker 3', 'U055'],
    ['MISTERIOUSLY killed by signal 6', 'U058'],
    ['Failed at step EXEC spawning', 'U084'],
    ['no python application found', 'U040'],
    ['Internal Server Error', 'U040'],
  ])('%s', (message, id) => {
    expect(nearProblems(message).map((problem) => problem.id)).toContain(id)
  })

  test.each([
    'the server is slow',
    'unable to find driver xyz',
    'quite unheard of',
    '',
    'error',
    'constructor toString',
  ])('nothing is guessed from %j', (message) => {
    expect(nearProblems(message)).toEqual([])
  })

  test('a long one ends soon', () => {
    expect(nearProblems('invalid request block size '.repeat(100_000)).map(({id}) => id)).toContain('U001')
  })
})

test('quotes, markup and line breaks of the way are taken off', () => {
  expect(tidied('“invalid request\r\n   block size: 21573”')).toBe('invalid request block size: 21573')
  expect(tidied("> `it's`")).toBe("it's")
})
