/** The value of a magic variable (`%n`: `n`); undefined when it is not known, and then it stays as written. */
export type Magic = (letter: string) => string | undefined

/** What uWSGI 2.0 knows behind a `%`; of every other character nothing stays, not even the character. */
export const MAGIC_LETTERS = 'opsdecnxbvhVkuUgGijtTOPSDECNX0123456789['

const ITSELF: Readonly<Record<string, string>> = {'%': '%', '(': '%('}

/** Reads a file when nothing is known of the machine or of where the file lies. */
export const unknownMagic: Magic = () => undefined

/** A piece of the substituted text that is not what stands in the file. */
interface Replaced {
  /** Where it stands in the result, and how long it is there. */
  readonly at: number
  readonly length: number
  /** Where it stood in the file. */
  readonly from: number
  readonly to: number
}

/** A text after a substitution, with the way back to the offsets of the file. */
export class Substituted {
  readonly text: string
  readonly replaced: readonly Replaced[]

  constructor(text: string, replaced: readonly Replaced[]) {
    this.text = text
    this.replaced = replaced
  }

  /** Where the character at an offset of the result starts in the file. */
  startOf(offset: number): number {
    const last = this.#before(offset)
    if (!last) return offset
    return offset < last.at + last.length ? last.from : last.to + (offset - last.at - last.length)
  }

  /** Where a piece that ends before an offset of the result ends in the file. */
  endOf(offset: number): number {
    if (offset === 0) return 0
    const last = this.#before(offset - 1)
    if (!last) return offset
    return offset <= last.at + last.length ? last.to : last.to + (offset - last.at - last.length)
  }

  /** The last piece that starts at or before an offset of the result. */
  #before(offset: number): Replaced | undefined {
    let [low, high] = [-1, this.replaced.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.replaced[middle]!.at <= offset) low = middle
      else high = middle - 1
    }
    return this.replaced[low]
  }
}

/**
 * What uWSGI does to a whole file, of any format, before it reads it: `%n` becomes the name of the file, `%%` a percent
 * sign, and `%` with a character that means nothing vanishes together with it, be it the end of the line.
 */
export function substituteMagic(text: string, magic: Magic): Substituted {
  const pieces: string[] = []
  const replaced: Replaced[] = []
  let [done, length] = [0, 0]
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 2)) {
    const value = magicValue(text, at + 1, magic)
    if (value === undefined || text[at + 1] === '(') continue
    const to = at + 1 + (at + 1 < text.length ? String.fromCodePoint(text.codePointAt(at + 1)!).length : 0)
    pieces.push(text.slice(done, at), value)
    replaced.push({at: length + at - done, length: value.length, from: at, to})
    length += at - done + value.length
    done = to
  }
  if (replaced.length === 0) return new Substituted(text, [])
  return new Substituted(pieces.join('') + text.slice(done), replaced)
}

function magicValue(text: string, at: number, magic: Magic): string | undefined {
  const letter = text[at]
  // The last character of the file: the end itself is what vanishes with it.
  if (letter === undefined) return ''
  if (ITSELF[letter]) return ITSELF[letter]
  if (MAGIC_LETTERS.includes(letter)) return magic(letter)
  // Only the first byte of a character vanishes; the others stay, and are no text any more.
  return letter < '\u0080' ? '' : '\uFFFD'.repeat(Buffer.byteLength(String.fromCodePoint(text.codePointAt(at)!)) - 1)
}
