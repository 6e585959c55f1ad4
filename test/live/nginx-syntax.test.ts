import {spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {walk} from '../../src/config/directive.js'
import {parseNginx} from '../../src/config/nginx/parse.js'
import {temporaryFolder} from '../support/folder.js'
import {startNginx} from '../support/nginx.js'

/** Words as people write them, and worse: what nginx answers with must be what we read. */
const WORDS = [
  ...[
    'plain',
    '"two words"',
    "'single'",
    '"a\\"b"',
    "'a\\'b'",
    'a\\ b',
    'a\\;b',
    '"a\\nb"',
    'a\\tb',
    '"back\\\\slash"',
  ],
  ...[
    '"a\\xb"',
    'a"b',
    "a'b",
    'a}b',
    '"{;}"',
    'a#b',
    '"# no comment"',
    '"Grüße"',
    '\'mixed "quotes"\'',
    '"\\r"',
    'x\\{y',
  ],
]

test('the value of a word is what the real nginx makes of it', async () => {
  using folder = temporaryFolder()
  const server = WORDS.map((word, index) => `location = /${index} { return 200 ${word}; }`).join('\n')
  await using nginx = await startNginx(folder.path, {server})
  for (const [index, word] of WORDS.entries()) {
    const answer = await fetch(`${nginx.url}/${index}`)
    const ours = [...walk(parseNginx(`return 200 ${word};`, 'x').directives)][0]!.directive.args[1]!.value
    expect(ours, word).toBe(await answer.text())
  }
})

/** Whether nginx can read the text; what the words mean is another matter. */
function isReadable(folder: string, text: string): boolean {
  const config = `${folder}/nginx.conf`
  writeFileSync(config, text)
  const {stderr} = spawnSync('nginx', ['-t', '-p', folder, '-c', config, '-e', 'stderr'], {encoding: 'latin1'})
  return !/unexpected|is not terminated|too long|no events/.test(stderr.replace(/\[emerg\] no "events" section.*/, ''))
}

describe('nginx -t', () => {
  test('refuses to read what we cannot read, and the other way round', () => {
    using folder = temporaryFolder()
    mkdirSync(folder.at('logs'))
    const pieces = fc.array(
      fc.constantFrom('env a;', 'events {}', 'env "b";', 'env', '"', '}', '{', ';', '\\', ' ', '\n'),
      {
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const read = parseNginx(text, 'x')
        // nginx stops at the first directive that it does not know, or has twice; then it has not read the rest.
        const known = read.directives.every(({name, args, block}, index) =>
          block
            ? name === 'events' &&
              args.length === 0 &&
              block.length === 0 &&
              read.directives.findIndex((it) => it.name === 'events') === index
            : name === 'env' && args.length === 1,
        )
        fc.pre(known)
        expect(isReadable(folder.path, text), text).toBe(read.problems.length === 0)
      }),
      {numRuns: 150},
    )
  })
})
