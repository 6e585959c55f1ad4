import type {Span} from './directive.js'
import {type CommandWord, parseCommandWords} from './uwsgi/command-line.js'
import type {UwsgiConfig} from './uwsgi/model.js'
import {itemsOf, textOf, type YamlNode, type YamlScalar} from './yaml-tree.js'

/** A value of a manifest, and where it stands. */
export interface Placed<T> extends Span {
  readonly value: T
}

/** A variable that a container gets; without a value it comes from elsewhere. */
export interface ContainerVariable extends Span {
  readonly name: string
  readonly value?: string
}

/** A value with where it stands. */
export function placed<T>(value: T, {start, end, location}: Span): Placed<T> {
  return {value, start, end, location}
}

/** The words of a command: a list as it is, a text split as a shell would. */
export function commandWords(node: YamlNode | undefined): readonly CommandWord[] {
  if (node?.kind === 'scalar' && node.value !== null) return shellWords(node)
  return itemsOf(node).flatMap((item) => {
    const value = textOf(item)
    return value === undefined ? [] : [{value, start: item.start, end: item.end}]
  })
}

/** Splits at blanks, with quotes and backslashes; what a `$` stands for is not known here. */
function shellWords({text, textStart, start, end}: YamlScalar): CommandWord[] {
  const words: CommandWord[] = []
  for (const {0: written, index} of text.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|["'\\])+/g)) {
    const value = written.replace(/'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g, (_, single, double, escaped) =>
      String(single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped),
    )
    const at = textStart === undefined ? undefined : textStart + index
    words.push(at === undefined ? {value, start, end} : {value, start: at, end: at + written.length})
  }
  return words
}

/** The uWSGI that a command starts, as a configuration; undefined when it starts something else. */
export function uwsgiInWords(words: readonly CommandWord[], text: string, file: string): UwsgiConfig | undefined {
  const at = words.findIndex(({value}) => /(^|\/)(py)?uwsgi(-core|_\w+|\d[\d.]*)?$/.test(value))
  // An init (`tini --`), env(1) or a shell's exec may stand before it.
  return at >= 0 && at <= 4 ? parseCommandWords(words.slice(at + 1), text, file) : undefined
}
