import {expect, test} from 'vitest'
import {ask, type Question} from '../../src/cli/ask.js'

// Without a terminal, as tests are run; test/e2e/init-terminal.test.ts asks a person.

const question: Question<string> = {
  ...{flag: 'server-name', message: 'Host name?', given: undefined, flags: {}},
  parse: (text) => text,
}

test.each([
  [{given: 'flag', detected: 'found', fallback: 'default'}, 'flag'],
  [{detected: 'found', fallback: 'default'}, 'found'],
  [{fallback: 'default'}, 'default'],
  [{fallback: 'default', flags: {yes: true}}, 'default'],
  [{fallback: ''}, ''],
])('%j', async (more, answer) => {
  expect(await ask({...question, ...more})).toBe(answer)
})

test('without an answer it is a usage error that names the flag', async () => {
  await expect(ask(question)).rejects.toMatchObject({
    code: 'TSGI_NEEDS_ANSWER',
    kind: 'usage',
    message: 'Host name: there is nobody to ask',
    suggestions: ['--server-name VALUE'],
  })
})

test('of a choice it names what may be said, and what to type', async () => {
  const choices = ['a', 'b c'].map((value) => ({name: value, value}))
  await expect(ask({...question, choices, example: 'b c'})).rejects.toMatchObject({
    message: expect.stringContaining('a, b c'),
    suggestions: ["--server-name 'b c'"],
  })
})
