/** A piece of lighttpd configuration. */
export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'condition' | 'operator' | 'unknown' | 'line'
  readonly start: number
  readonly end: number
  readonly value: string
}

const PATTERN = new RegExp(
  [
    '(?<blank>[ \\t\\r]+|#[^\\n]*|\\\\\\r?\\n)',
    '(?<line>\\n)',
    '(?<text>"(?:\\\\[\\s\\S]|[^"\\\\])*")',
    '(?<condition>\\$[A-Z_]+(?:\\["[^"\\n]*"\\])?)',
    '(?<operator>=>|=~|!~|==|!=|=\\^|=\\$|\\+=|:=|[=+(){},])',
    '(?<number>\\d+(?![\\w.]))',
    '(?<name>[\\w][\\w.-]*)',
  ].join('|'),
  'y',
)

/** Comments and blanks are left out; the end of a line is a token, because it ends a statement. */
export function* tokens(text: string): Generator<Token> {
  const pattern = new RegExp(PATTERN)
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at
    const groups = pattern.exec(text)?.groups
    const end = groups ? pattern.lastIndex : at + 1
    const kind = groups ? (Object.keys(groups).find((name) => groups[name] !== undefined) as Token['kind']) : 'unknown'
    if ((kind as string) !== 'blank') yield {kind, start: at, end, value: text.slice(at, end)}
    at = end
  }
}
