import type {Directive, Span} from '../config/directive.js'
import type {Edit} from '../diagnostics.js'

/** The blanks at the start of the line that holds an offset. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))![0]
}

/** The text of one of the files that were read. */
export function textOf(files: readonly {readonly file: string; readonly text: string}[], file: string): string {
  return files.find((it) => it.file === file)?.text ?? ''
}

/** Takes something away; the whole line, where nothing else stands on it. */
export function withoutLine({start, end, location}: Directive | Span, text: string): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const newline = text.indexOf('\n', end)
  const lineEnd = newline === -1 ? text.length : newline + 1
  const isAlone = /^\s*$/.test(text.slice(lineStart, start)) && /^\s*$/.test(text.slice(end, lineEnd))
  return {file: location.file, start: isAlone ? lineStart : start, end: isAlone ? lineEnd : end, text: ''}
}
