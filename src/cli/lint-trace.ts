import type {Command} from '@oclif/core'
import {type Trace, trace} from '../config/uwsgi/trace.js'
import type {Location} from '../diagnostics.js'
import {usageError} from '../errors.js'
import {machineFiles} from '../host/files.js'
import {nearestOptions} from '../knowledge/uwsgi-option-nearest.js'
import {uwsgiOption} from '../knowledge/uwsgi-options.js'
import {readSubject, type Subject} from '../rules/subjects.js'
import {readableName} from '../rules/uwsgi-subject.js'
import {lintInputs, type ReadInput} from './lint-inputs.js'
import type {LintRequest} from './lint-run.js'
import {printable} from './printable.js'

/** How often an option is set in a configuration, and where each value comes from. */
export interface TracedFile {
  readonly file: string
  readonly settings: readonly Trace[]
}

export interface TraceDocument {
  readonly ok: boolean
  readonly option: string
  readonly files: readonly TracedFile[]
}

/** Where the name of the main file stands, for uWSGI. */
const COMMAND_LINE = 'command line'
/** Placeholders of placeholders that are printed. */
const MAX_SHOWN_DEPTH = 8

/** `--trace OPTION`: prints where its value comes from, in each configuration of uWSGI that was named. */
export async function traceOption(command: Command, option: string, request: LintRequest): Promise<TraceDocument> {
  const files: TracedFile[] = []
  for await (const input of lintInputs(request.paths, request)) {
    const config = await configOf(input, request)
    if (config) files.push({file: input.file, settings: trace(config, option)})
  }
  if (files.length === 0) {
    throw usageError(
      'TSGI_NOTHING_TO_TRACE',
      'nothing here is a configuration of uWSGI',
      `tsgi lint --trace ${option} uwsgi.ini`,
    )
  }
  const document = {ok: files.some(({settings}) => settings.length > 0), option, files}
  for (const line of traceLines(document)) command.log(line)
  if (!document.ok) command.logToStderr(unsetText(option))
  return document
}

async function configOf(input: ReadInput, {host, settings}: LintRequest) {
  if (input.kind !== 'uwsgi' && input.kind !== 'systemd') return undefined
  const file = input.kind === 'uwsgi' ? readableName(input.file, input.text) : input.file
  const subject: Subject = await readSubject({...input, kind: input.kind, file, files: machineFiles(host), settings})
  if (subject.kind === 'uwsgi') return subject.config
  return subject.kind === 'systemd' ? subject.uwsgi : undefined
}

function unsetText(option: string): string {
  const [near] = uwsgiOption(option) ? [] : nearestOptions(option)
  return `${option} is not set${near === undefined ? '' : `; did you mean ${near}?`}`
}

function* traceLines({files}: TraceDocument): Generator<string> {
  for (const {file, settings} of files) {
    for (const setting of settings) {
      if (files.length > 1) yield `${printable(file)}:`
      yield* settingLines(setting)
    }
  }
}

function* settingLines(setting: Trace): Generator<string> {
  const {name, value, location, raw, condition, counts, isKnown, isCertain} = setting
  yield printable(`${name} = ${value}${counts ? '' : '  (a later one takes its place)'}`)
  yield printable(`  ${placeText(location)}  ${raw === '' ? name : `${name} = ${raw}`}`)
  for (const {text, location: at} of includesOf(setting)) yield printable(`  included by ${placeText(at)}  ${text}`)
  if (condition) {
    const certainty = isCertain ? '' : '  (not known from here whether it holds)'
    yield printable(`  under ${placeText(condition.location)}  ${condition.text}${certainty}`)
  }
  yield* replacedLines(setting, 1)
  if (!isKnown) yield '  what it is in the end is known when uWSGI runs'
}

/** The innermost first; that the file itself was named is no news. */
function includesOf({includes}: Trace): Trace['includes'] {
  return includes.filter(({location}) => location.file !== COMMAND_LINE).toReversed()
}

function* replacedLines({replaced}: Trace, depth: number): Generator<string> {
  for (const {text, value, from} of replaced) {
    const place = from ? `, from ${placeText(from.location)}  ${from.name} = ${from.raw}` : ''
    yield printable(`${'  '.repeat(depth)}${text} is ${JSON.stringify(value)}${place}`)
    if (from && depth < MAX_SHOWN_DEPTH) yield* replacedLines(from, depth + 1)
  }
}

function placeText({file, line, column}: Location): string {
  return `${file}:${line}:${column}`
}
