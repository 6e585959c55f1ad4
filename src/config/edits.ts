import type {Edit} from '../diagnostics.js'

/** The text of a file with its edits applied; of two that overlap the one that starts first wins. */
export function applyEdits(text: string, file: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const {start, end, text: replacement} of disjoint(file, edits)) {
    result += text.slice(done, start) + replacement
    done = end
  }
  return result + text.slice(done)
}

/** The edits of a file that can be made together, in order; the same edit asked for twice is one. */
export function disjoint(file: string, edits: readonly Edit[]): Edit[] {
  const chosen: Edit[] = []
  const sorted = edits
    .filter((edit) => edit.file === file)
    .sort((one, other) => one.start - other.start || one.end - other.end)
  for (const edit of sorted) {
    const last = chosen.at(-1)
    const isSame = last?.start === edit.start && last.end === edit.end && last.text === edit.text
    if (!isSame && (!last || edit.start >= last.end)) chosen.push(edit)
  }
  return chosen
}
