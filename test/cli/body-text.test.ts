import {describe, expect, test} from 'vitest'
import {BodyText} from '../../src/cli/reporters/body-text.js'

function shown(chunks: readonly (string | Buffer)[], contentType?: string): string {
  const text = new BodyText(contentType)
  return chunks.map((chunk) => text.push(Buffer.from(chunk as string))).join('') + text.finish()
}

describe('a body at a terminal', () => {
  test('is text, with a newline behind it for the prompt', () => {
    expect(shown(['hello'])).toBe('hello\n')
    expect(shown(['hello\n'])).toBe('hello\n')
    expect(shown([])).toBe('')
  })

  test('survives being cut anywhere: characters and line ends', () => {
    const bytes = Buffer.from('caf\u00e9\r\n\u65e5\r\nend')
    for (let at = 0; at <= bytes.length; at++) {
      expect(shown([bytes.subarray(0, at), bytes.subarray(at)])).toBe('caf\u00e9\n\u65e5\nend\n')
    }
  })

  test('cannot act on the terminal', () => {
    expect(shown(['a\u001b[2Jb\rc', '\r'])).toBe('a\\e[2Jb\\rc\\r\n')
    expect(shown([Buffer.from([0x61, 0x9b, 0x31])], 'text/plain; charset=iso-8859-1')).not.toMatch(/\u009b/)
  })

  test('is read in the charset that it has', () => {
    expect(shown([Buffer.from([0xe9])], 'text/plain; charset=ISO-8859-1')).toBe('\u00e9\n')
    expect(shown(['x'], 'text/plain; charset=no-such')).toBe('x\n')
  })

  test('is left out where it is binary, by its type or by its bytes', () => {
    expect(shown(['\x89PNG'], 'image/png')).toBe('(binary body not shown: 5 bytes)\n')
    expect(shown([Buffer.alloc(1200)])).toBe('(binary body not shown: 1,200 bytes)\n')
    expect(shown(['text', Buffer.from([0, 1, 2])])).toBe('text\n(the rest is binary and not shown: 7 bytes)\n')
  })
})
