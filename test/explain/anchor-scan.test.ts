import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {AnchorScan} from '../../src/explain/anchor-scan.js'
import {LineScan, MAX_LINE_BYTES, type ScannedLine} from '../../src/explain/line-scan.js'

/** Every place where a word stands, found in the plain way. */
function naive(words: readonly string[], text: string): number[] {
  const places = new Set<number>()
  for (const word of words) for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) places.add(at)
  return [...places].sort((a, b) => a - b)
}

const letters = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom('a', 'b', 'c', '\n'), {minLength, maxLength}).map((all) => all.join(''))

describe('anchors', () => {
  test('are found where a plain search finds them', () => {
    const words = fc.array(letters(3, 7), {minLength: 1, maxLength: 8})
    fc.assert(
      fc.property(words, letters(0, 200), (anchors, text) => {
        const scan = new AnchorScan(anchors)
        const data = Buffer.from(text)
        const found: number[] = []
        for (let at = scan.find(data, 0, data.length); at !== -1; at = scan.find(data, at + 1, data.length))
          found.push(at)
        expect(found).toEqual(naive(anchors, text))
      }),
    )
  })

  test('all of a line are told, each once', () => {
    const scan = new AnchorScan(['error', 'errors', 'failed', 'never'])
    const data = Buffer.from('two errors, one error, failed')
    expect([...scan.all(data, 0, data.length)].sort()).toEqual([0, 1, 2])
  })

  test('that begin alike are told apart', () => {
    const scan = new AnchorScan(['no app loaded. going', 'no app loaded. GAME'])
    const data = Buffer.from('*** no app loaded. GAME OVER ***')
    expect([...scan.all(data, 0, data.length)]).toEqual([1])
  })
})

describe('lines', () => {
  function scanned(chunks: readonly Buffer[], onLine?: (line: ScannedLine, scan: LineScan) => void) {
    const lines: {readonly number: number; readonly text: string}[] = []
    const scan: LineScan = new LineScan(new AnchorScan(['HIT']), (line) => {
      lines.push({number: line.number, text: line.text})
      onLine?.(line, scan)
    })
    for (const chunk of chunks) scan.push(chunk)
    scan.end()
    return {lines, total: scan.lines}
  }

  test('are the same wherever the chunks end', () => {
    const text = Buffer.from('one\nHIT two\r\n\nthree HIT\nfour\nHIT')
    for (let at = 0; at <= text.length; at++) {
      expect(scanned([text.subarray(0, at), text.subarray(at)])).toEqual({
        lines: [
          {number: 2, text: 'HIT two'},
          {number: 4, text: 'three HIT'},
          {number: 6, text: 'HIT'},
        ],
        total: 6,
      })
    }
  })

  test('behind one may be asked for', () => {
    const {lines} = scanned([Buffer.from('HIT\na\nb\nc\n')], (line, scan) => line.text === 'HIT' && scan.follow(2))
    expect(lines.map(({text}) => text)).toEqual(['HIT', 'a', 'b'])
  })

  test('that never end are cut, and what follows them is read', () => {
    const long = Buffer.alloc(10 * MAX_LINE_BYTES, 'x')
    const chunks = Array.from({length: 10}, (_, n) => long.subarray(n * MAX_LINE_BYTES, (n + 1) * MAX_LINE_BYTES))
    const {lines} = scanned([Buffer.from('HIT '), ...chunks, Buffer.from('HIT\nHIT again\n')])
    expect(lines.map(({text}) => text.slice(0, 9))).toEqual(['HIT xxxxx', 'HIT again'])
    expect(lines[0]!.text.length).toBeLessThan(10_000)
  })
})
