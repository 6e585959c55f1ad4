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

/** A rendered file with its name. */
export interface RenderedFile extends Rendered {
  /** Of the file alone, without a folder: `shop.conf`. */
  readonly name: string
  /** Permission bits; undefined: 0644. */
  readonly mode?: number
}

/** How a configuration is rendered, beside the deployment itself. */
export interface RenderOptions {
  /** Lines that say why. */
  readonly comments: boolean
  /** The text of a template of the user's own, for the context of the main file. */
  readonly template?: string
}
