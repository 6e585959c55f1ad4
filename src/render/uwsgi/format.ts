import {unsafeValue} from '../unsafe.js'
import type {UwsgiOption, UwsgiSection} from './option.js'
import type {Value} from './value.js'

/** The formats that uWSGI reads, and their endings. */
export const UWSGI_FILE_FORMATS = ['ini', 'yaml', 'json', 'xml'] as const
/** One of {@link UWSGI_FILE_FORMATS}. */
export type UwsgiFileFormat = (typeof UWSGI_FILE_FORMATS)[number]

/**
 * A value as it is written: in every format uWSGI replaces `%` and the character behind it before it parses. `%(` stays, and
 * means another option.
 */
export function spell(format: UwsgiFileFormat, name: string, value: Value): string {
  const escaped = value.replace(/%(?!\()/g, '%%')
  switch (format) {
    case 'ini':
      return escaped
    case 'yaml':
      return yamlScalar(name, escaped)
    case 'json':
      return jsonValue(escaped)
    case 'xml':
      return escaped.replace(/[&<>]/g, (sign) => XML[sign]!)
  }
}

const XML: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}

/**
 * A plain scalar. A uWSGI without libyaml has a parser of its own (`core/yaml.c`): it keeps quotes, ends a line at the first
 * `#`, and stops at the first list; so nothing may need quoting.
 */
function yamlScalar(name: string, text: string): string {
  const reason = /^[-?:,[\]{}#&*!|>'"%@`]/.test(text)
    ? `a plain value in YAML cannot start with ${JSON.stringify(text[0])}`
    : text.includes('#')
      ? 'uWSGI takes "#" in YAML for a comment'
      : /:( |$)/.test(text)
        ? 'a plain value in YAML cannot hold ": "'
        : undefined
  if (reason !== undefined) throw unsafeValue(name, text, `${reason}; write an ini`)
  return text
}

function jsonValue(text: string): string {
  return text === 'true' || /^(0|[1-9]\d{0,14})$/.test(text) ? text : JSON.stringify(text)
}

/** A comment as it is written: it cannot end early, and uWSGI drops `%` and the character behind it from it too. */
export function spellComment(format: UwsgiFileFormat, text: string): string {
  const escaped = text.replaceAll('%', '%%')
  return format === 'xml' ? escaped.replace(/--+/g, (dashes) => '- '.repeat(dashes.length).trim()) : escaped
}

/** JSON has each name once: what is repeated becomes a list at its first place. */
export function withoutRepetition(
  sections: readonly UwsgiSection[],
): readonly (readonly [string, readonly UwsgiOption[]])[] {
  const byName = new Map<string, UwsgiOption[]>()
  for (const option of sections.flatMap(({options}) => options)) {
    byName.set(option.name, [...(byName.get(option.name) ?? []), option])
  }
  const isLoadedLater = (byName.get('plugin')?.length ?? 0) > 1 && byName.has('if-not-plugin')
  if (isLoadedLater) {
    throw unsafeValue(
      'uwsgi.options',
      'plugin',
      'in JSON it would fall into the condition around the plugins; write "plugins"',
    )
  }
  return [...byName]
}
