import type {Edit} from '../../diagnostics.js'
import type {UwsgiConfig, UwsgiOption} from './model.js'

// Edits of an ini: what they do not name stays byte for byte, line ends too. Other formats have no edits: undefined.

/** Puts another value in the place of one; a bare flag gets its `=`. */
export function replaceValue(config: UwsgiConfig, option: UwsgiOption, value: string): Edit | undefined {
  if (!isEditable(config, value)) return undefined
  const {start, end} = option.valueSpan
  if (option.hasValue) return {file: config.file, start, end, text: value}
  return {file: config.file, start: option.nameSpan.end, end: option.nameSpan.end, text: ` = ${value}`}
}

/** Gives an option another name. */
export function renameOption(
  config: UwsgiConfig,
  {nameSpan: {start, end}}: UwsgiOption,
  name: string,
): Edit | undefined {
  return isEditable(config, name) ? {file: config.file, start, end, text: name} : undefined
}

/** A line of its own behind an option, indented as that is. */
export function insertAfter(config: UwsgiConfig, option: UwsgiOption, line: string): Edit | undefined {
  if (!isEditable(config, line)) return undefined
  const end = endOfLine(config.text, option.end)
  return {file: config.file, start: end, end, text: lineEnd(config.text) + indentOf(config.text, option) + line}
}

/** A line behind the last option of a section, or behind its header; undefined when there is no such section. */
export function appendTo(config: UwsgiConfig, section: string, line: string): Edit | undefined {
  const last = config.options.findLast((option) => option.section === section)
  if (last) return insertAfter(config, last, line)
  const header = config.sections.findLast(({name}) => name === section)
  if (!header || !isEditable(config, line)) return undefined
  const end = endOfLine(config.text, header.end)
  return {file: config.file, start: end, end, text: lineEnd(config.text) + line}
}

/** Takes an option out, with its line. */
export function removeOption(config: UwsgiConfig, option: UwsgiOption): Edit | undefined {
  if (!isEditable(config, '')) return undefined
  const end = endOfLine(config.text, option.end)
  const behind = config.text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, config.text.length)
  // The last line takes the end of the one before it along.
  const isLast = end >= config.text.length
  const start = isLast ? Math.max(0, option.start - (config.text.endsWith('\r\n', option.start) ? 2 : 1)) : option.start
  return {file: config.file, start, end: behind, text: ''}
}

/** A comment behind a value, which is none to uWSGI: where it starts in the raw value; undefined when there is none. */
export function trailingComment({raw}: UwsgiOption): {readonly value: string; readonly comment: string} | undefined {
  const [, value, comment] = /^(.*?)[ \t]+([#;].*)$/s.exec(raw) ?? []
  return value === undefined || comment === undefined ? undefined : {value, comment}
}

/** Moves a comment behind a value to a line of its own, above. */
export function moveComment(config: UwsgiConfig, option: UwsgiOption): readonly Edit[] | undefined {
  const found = trailingComment(option)
  if (!found || !isEditable(config, option.raw)) return undefined
  const {file, text} = config
  const above = `${indentOf(text, option)}${found.comment}${lineEnd(text)}`
  const {start, end} = option.valueSpan
  return [
    {file, start: option.start, end: option.start, text: above},
    {file, start: start + found.value.length, end, text: ''},
  ]
}

/** A text as a value of an ini that means itself: every `%` but that of `%(…)` is written twice. */
export function escapeValue(text: string): string {
  return text.replace(/%(?!\()/g, '%%')
}

/** Nothing that is put in may start another line. */
function isEditable({format}: UwsgiConfig, text: string): boolean {
  return format === 'ini' && !/[\r\n\0]/.test(text)
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  if (end < 0) return text.length
  return text[end - 1] === '\r' && end > from - 1 ? end - 1 : end
}

const lineEnd = (text: string) => (text.includes('\r\n') ? '\r\n' : '\n')
const indentOf = (text: string, {start, nameSpan}: UwsgiOption) => text.slice(start, nameSpan.start)
