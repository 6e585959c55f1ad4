/** Blocks that were left out leave no more than one empty line, and none inside the edges of a section or at the ends. */
export function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/((?:<[^/\n][^\n]*>|\{)\n)\n+/g, '$1')
    .replace(/\n+(\n[ \t]*(?:<\/|\}))/g, '$1')
    .replace(/^\n+|\n+$/g, '')
    .concat('\n')
}
