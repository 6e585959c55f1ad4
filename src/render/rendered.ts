/** A file that was rendered. */
export interface Rendered {
  readonly text: string
  /** What was asked for and is not in it, or will not work as asked; for stderr and `--json`. */
  readonly warnings: readonly string[]
}

/** Without the lines that are a comment alone; `marks` begin one. */
export function withoutComments(text: string, marks = '#'): string {
  const isComment = (line: string) => marks.includes(line.trimStart()[0] ?? '\n')
  const lines = text.split('\n').filter((line) => !isComment(line))
  return lines
    .join('\n')
    .replace(/^\n+/, '')
    .replace(/\n{3,}/g, '\n\n')
}
