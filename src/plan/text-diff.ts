export interface TextDiff {
  /** Unified, three lines of context. */
  readonly diff: string
  readonly added: number
  readonly removed: number
}

/** Bytes beyond which a comparison by lines says nothing to a person. */
const MAX_BYTES = 1 << 20

/** How a text file would change; undefined where a side is no text. `old` undefined: there is no file yet. */
export async function textDiff(path: string, old: Buffer | undefined, next: Buffer): Promise<TextDiff | undefined> {
  const [before, after] = [old === undefined ? '' : textOf(old), textOf(next)]
  if (before === undefined || after === undefined) return undefined
  const {createTwoFilesPatch} = await import('diff')
  const name = path.replace(/^\//, '')
  const from = old === undefined ? '/dev/null' : `a/${name}`
  const options = {context: 3, headerOptions: {includeIndex: false, includeUnderline: false, includeFileHeaders: true}}
  const diff = createTwoFilesPatch(from, `b/${name}`, before, after, undefined, undefined, options)
  const lines = diff.split('\n').slice(2)
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length
  return {diff, added: count('+'), removed: count('-')}
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.length > MAX_BYTES || bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch {
    return undefined
  }
}
