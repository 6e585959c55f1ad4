import {readIni} from './ini.js'
import {readJson} from './json.js'
import {type Magic, unknownMagic} from './magic.js'
import {DEFAULT_SECTION, type UwsgiConfig, type UwsgiFormat, type UwsgiOption} from './model.js'
import {Source} from './source.js'

export interface ParseOptions {
  /** Default: by the name of the file, as uWSGI itself does; ini when it says nothing. */
  readonly format?: FileFormat
  /** The values of `%n` and its kin; without them they stay as written. */
  readonly magic?: Magic
}

/** The formats that are files. */
export type FileFormat = Exclude<UwsgiFormat, 'argv' | 'environment'>

const FORMATS: ReadonlyMap<string, FileFormat> = new Map([
  ['ini', 'ini'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['json', 'json'],
  ['js', 'json'],
  ['xml', 'xml'],
])

/** The format that a file name says, by its ending. */
export function formatOf(file: string): FileFormat | undefined {
  return FORMATS.get(/\.(\w+)$/.exec(file)?.[1] ?? '')
}

/** Reads with a parser that is loaded when the first such file comes. */
const READERS: Readonly<Record<FileFormat, () => Promise<(source: Source) => void>>> = {
  ini: async () => readIni,
  json: async () => readJson,
  yaml: async () => (await import('./yaml.js')).readYaml,
  xml: async () => (await import('./xml.js')).readXml,
}

/** Reads a configuration of uWSGI as data; what is wrong with it is in `problems`, nothing is thrown. */
export async function readUwsgi(text: string, file: string, options: ParseOptions = {}): Promise<UwsgiConfig> {
  const format = options.format ?? formatOf(file) ?? 'ini'
  const read = await READERS[format]()
  return readWith(read, format, new Source(text, file, options.magic ?? unknownMagic))
}

/** As {@link readUwsgi}, at once: for an ini, and JSON; other formats are a problem of the kind `unsupported`. */
export function parseUwsgi(text: string, file: string, options: ParseOptions = {}): UwsgiConfig {
  const format = options.format ?? formatOf(file) ?? 'ini'
  const source = new Source(text, file, options.magic ?? unknownMagic)
  if (format === 'ini') return readWith(readIni, format, source)
  if (format === 'json') return readWith(readJson, format, source)
  source.problem('unsupported', `${format} is read by readUwsgi alone`, 0)
  return readWith(() => {}, format, source)
}

function readWith(read: (source: Source) => void, format: FileFormat, source: Source): UwsgiConfig {
  if (source.original !== '') read(source)
  const {file, options, sections, comments, problems, original} = source
  return {format, file, text: original, options, sections, comments, problems}
}

/** The options that uWSGI takes when it is asked for a section (`file.ini:section`), or for none. */
export function optionsIn({format, options, sections}: UwsgiConfig, asked?: string): readonly UwsgiOption[] {
  if (format !== 'xml') return options.filter(({section}) => section === (asked || DEFAULT_SECTION))
  const isAsked = ({name}: {name: string}) => asked === undefined || name === asked || name === DEFAULT_SECTION
  const first = sections.findIndex(isAsked)
  if (first < 0) return []
  const [start, end] = [sections[first]!.start, sections[first + 1]?.start ?? Number.POSITIVE_INFINITY]
  return options.filter((option) => option.start >= start && option.start < end && isAsked({name: option.section}))
}
