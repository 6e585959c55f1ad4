import {type Effective, effective, isOn} from '../config/uwsgi/effective.js'
import {type ExpandedConfig, expandFile} from '../config/uwsgi/expand.js'
import type {UwsgiConfig, UwsgiOption} from '../config/uwsgi/model.js'
import {type FileFormat, formatOf, parseUwsgi} from '../config/uwsgi/parse.js'
import {pathFrom, type UwsgiFiles} from '../config/uwsgi/surroundings.js'
import type {LintSettings} from './subjects.js'

/** A configuration of uWSGI as rules see it: as written, and as uWSGI has it in the end. */
export interface UwsgiSubject {
  readonly kind: 'uwsgi'
  readonly file: string
  readonly text: string
  readonly settings: LintSettings
  /** The file itself, without what it includes. */
  readonly written: UwsgiConfig
  /** With includes, conditions and placeholders followed. */
  readonly config: ExpandedConfig
  readonly files: readonly UwsgiConfig[]
  readonly problems: ExpandedConfig['problems']
}

export interface UwsgiSource {
  readonly file: string
  readonly text: string
  readonly files: UwsgiFiles
  readonly settings: LintSettings
}

/** Reads a file of uWSGI's as uWSGI would, started in the folder of the settings; nothing is executed. */
export async function readUwsgiSubject({file, text, files, settings}: UwsgiSource): Promise<UwsgiSubject> {
  const {folder = '/', environment = {}, uwsgiVersion, builtIn} = settings
  const main = pathFrom(folder, file)
  const isHere = (path: string) => path === main // it was read already, or comes from standard input
  const here: UwsgiFiles = {
    ...files,
    read: async (path) => (isHere(path) ? text : files.read(path)),
    kind: async (path) => (isHere(path) ? 'file' : files.kind(path)),
    realPath: async (path) => (isHere(path) ? path : files.realPath(path)),
    isLink: async (path) => !isHere(path) && files.isLink(path),
  }
  const config = await expandFile(file, {
    ...{environment, folder, files: here},
    ...(uwsgiVersion === undefined ? {} : {machine: {version: uwsgiVersion}}),
    ...(builtIn === undefined ? {} : {plugins: builtIn}),
  })
  const written = config.files.find((it) => it.file === file) ?? parseUwsgi(text, file)
  return {kind: 'uwsgi', file, text, settings, written, config, files: config.files, problems: config.problems}
}

/** The format that a text is in, by how it begins: for what has no name. */
export function formatByContent(text: string): FileFormat {
  if (/^\s*\{/.test(text)) return 'json'
  if (/^\s*</.test(text)) return 'xml'
  return /^uwsgi:\s*$/m.test(text) ? 'yaml' : 'ini'
}

/** A name under which uWSGI would read a text in its own format: the name itself where it has an ending that uWSGI knows. */
export function readableName(file: string, text: string): string {
  return formatOf(file) ? file : `${file}.${formatByContent(text)}`
}

/** What the configuration says of an option, under any of its names. */
export function setting(subject: UwsgiSubject, name: string): Effective | undefined {
  return effective(subject.config, name)
}

/** Whether a flag is on in the end. */
export function isSet(subject: UwsgiSubject, name: string): boolean {
  return isOn(subject.config, name)
}

/** The line of an ini that an option stands on with its line end: what goes away when the option does. */
export function lineOf(subject: UwsgiSubject, {start, end, location}: UwsgiOption): {start: number; end: number} {
  const text = subject.files.find(({file}) => file === location.file)?.text ?? ''
  const newline = text.indexOf('\n', end)
  return {start: text.lastIndexOf('\n', start - 1) + 1, end: newline === -1 ? text.length : newline + 1}
}
