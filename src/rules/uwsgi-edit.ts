import {insertAfter, moveComment, removeOption, renameOption, replaceValue} from '../config/uwsgi/edit.js'
import type {UwsgiConfig, UwsgiOption} from '../config/uwsgi/model.js'
import type {Edit, Fix} from '../diagnostics.js'
import type {UwsgiSubject} from './uwsgi-subject.js'

type Change = (config: UwsgiConfig) => Edit | readonly Edit[] | undefined

/** Another name, where the file can be edited byte for byte. */
export function renamed(subject: UwsgiSubject, option: UwsgiOption, name: string): Fix | undefined {
  return fixIn(subject, option, true, (config) => renameOption(config, option, name))
}

/** Another value. */
export function revalued(subject: UwsgiSubject, option: UwsgiOption, value: string, safe = true): Fix | undefined {
  return fixIn(subject, option, safe, (config) => replaceValue(config, option, value))
}

/** The line goes away. */
export function withoutOption(subject: UwsgiSubject, option: UwsgiOption, safe = false): Fix | undefined {
  return fixIn(subject, option, safe, (config) => removeOption(config, option))
}

/** The comment behind a value moves to a line of its own above. */
export function commentMoved(subject: UwsgiSubject, option: UwsgiOption): Fix | undefined {
  return fixIn(subject, option, true, (config) => moveComment(config, option))
}

/** A new line behind an option. */
export function addition(subject: UwsgiSubject, option: UwsgiOption, line: string, safe = false): Fix | undefined {
  return fixIn(subject, option, safe, (config) => insertAfter(config, option, line))
}

/** An edit in the file that the option stands in; the environment and a command line cannot be edited. */
function fixIn({files}: UwsgiSubject, option: UwsgiOption, safe: boolean, change: Change): Fix | undefined {
  const config = files.find(({file}) => file === option.location.file)
  const made = config && change(config)
  if (made === undefined) return undefined
  return {safe, edits: Array.isArray(made) ? made : [made as Edit]}
}
