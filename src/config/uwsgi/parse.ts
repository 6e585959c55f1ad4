import {readIni} from './ini.js'
import {type Magic, unknownMagic} from './magic.js'
import type {UwsgiConfig, UwsgiFormat} from './model.js'
import {Source} from './source.js'

export interface ParseOptions {
  /** Default: by the name of the file, as uWSGI itself does; ini when it says nothing. */
  readonly format?: FileFormat
  /** The values of `%n` and its kin; without them they stay as written. */
  readonly magic?: Magic
}

/** The formats that are files. */
export type FileFormat = Exclude<UwsgiFormat, 'argv' | 'environment'>

const FORMATS: Readonly<Record<string, FileFormat>> = {
  ini: 'ini',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  js: 'json',
  xml: 'xml',
}

/** The format that a file name says, by its ending. */
export function formatOf(file: string): FileFormat | undefined {
  return FORMATS[/\.(\w+)$/.exec(file)?.[1] ?? '']
}

const READERS: Readonly<Partial<Record<FileFormat, (source: Source) => void>>> = {
  ini: readIni,
}

/** Reads a configuration of uWSGI as data; what is wrong with it is in `problems`, nothing is thrown. */
export function parseUwsgi(text: string, file: string, {format, magic = unknownMagic}: ParseOptions = {}): UwsgiConfig {
  const chosen = format ?? formatOf(file) ?? 'ini'
  const source = new Source(text, file, magic)
  const read = READERS[chosen]
  if (read) read(source)
  else source.problem('unsupported', `tsgi does not read ${chosen} yet`, 0)
  const {options, sections, comments, problems, original} = source
  return {format: chosen, file, text: original, options, sections, comments, problems}
}
