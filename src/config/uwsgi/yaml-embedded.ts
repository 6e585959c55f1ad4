/** One pair that uWSGI's own YAML parser finds. */
export interface EmbeddedPair {
  readonly name: string
  readonly value: string
  /** From 1. */
  readonly line: number
}

/** A tab is as deep as eight blanks. */
const DEPTH: Readonly<Record<string, number>> = {' ': 1, '\t': 8, '\r': 8}

/**
 * Reads YAML as builds without libyaml do (pip, Homebrew): line by line, a comment from any `#`, lists and braces end it,
 * double quotes around a value go, single quotes stay.
 */
export function readEmbeddedYaml(text: string, section: string): readonly EmbeddedPair[] {
  const pairs: EmbeddedPair[] = []
  let [isInside, depth] = [false, 0]
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.split('#', 1)[0]!
    const here = depthOf(line)
    if (line === '') continue
    if (here <= depth) {
      depth = here
      if (isInside) return pairs
    } else if (!isInside) continue
    const key = line.replace(/^[ \t\r"]+/, '')
    if (key === '') continue
    if (/^[-[{]/.test(key)) {
      if (isInside) return pairs
    } else if (!isInside) isInside = key.includes(':') && key.slice(0, key.indexOf(':')) === section
    else {
      const pair = /^(.*?):[ ](.*)$/s.exec(key) ?? /^(.*?):\t(.*)$/s.exec(key)
      if (!pair) return pairs
      pairs.push({name: trimEnd(pair[1]!), value: trimEnd(pair[2]!.replace(/^[ \t\r"]+/, '')), line: index + 1})
    }
  }
  return pairs
}

const trimEnd = (text: string) => text.replace(/[ \t"]+$/, '')

function depthOf(line: string): number {
  let depth = 0
  for (const sign of line) {
    if (!(sign in DEPTH)) break
    depth += DEPTH[sign]!
  }
  return depth
}
