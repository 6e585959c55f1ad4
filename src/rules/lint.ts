import {type ConfigKind, guessKind} from '../config/kind.js'
import type {UwsgiFiles} from '../config/uwsgi/surroundings.js'
import type {Finding, Severity} from '../diagnostics.js'
import {type Facts, factsOf} from './facts.js'
import {problemFindings} from './problems.js'
import type {CrossRule, FileRule, Report, Rule} from './rule.js'
import {type LintSettings, readSubject, type Subject} from './subjects.js'
import {bareSuppressions, isSuppressed, type Suppression, suppressionsIn} from './suppress.js'
import {readableName} from './uwsgi-subject.js'

/** A file to lint, as it was read. */
export interface LintInput {
  readonly file: string
  readonly text: string
  /** Default: what its name and content say. */
  readonly kind?: ConfigKind
  /** What another reader found in it: judged with the rest, by the same severities and suppressions. */
  readonly findings?: readonly Finding[]
}

export interface LintOptions {
  readonly rules: readonly Rule[]
  /** What follows includes. */
  readonly files: UwsgiFiles
  readonly settings?: LintSettings
  /** Severities by id or prefix of ids, the longest wins; `off` leaves a rule out. */
  readonly severities?: Readonly<Record<string, Severity | 'off'>>
}

export interface LintedFile {
  readonly file: string
  /** Undefined: it is not known what the file is, and nothing was looked at. */
  readonly kind: ConfigKind | undefined
  readonly findings: readonly Finding[]
}

/** A file that was read, with what it includes. */
export interface ReadFile {
  readonly input: LintInput
  readonly kind: ConfigKind | undefined
  /** Undefined: there is nothing to look at. */
  readonly subject?: Subject
}

/**
 * Lints files one by one, then what is between them (under the file `''`); keeps of each file no more than its facts.
 * A file that another one of them included is not looked at by itself.
 */
export class Linter {
  readonly #options: LintOptions
  readonly #fileRules: readonly FileRule[]
  readonly #crossRules: readonly CrossRule[]
  readonly #facts: Facts[] = []
  readonly #included = new Set<string>()
  readonly #suppressions = new Map<string, readonly Suppression[]>()
  readonly #seen = new Set<string>()

  constructor(options: LintOptions) {
    this.#options = options
    const rules = options.rules.filter((rule) => severityOf(rule.id, options.severities) !== 'off')
    this.#crossRules = rules.filter((rule) => rule.kind === 'between')
    this.#fileRules = rules.filter((rule) => rule.kind !== 'between') as FileRule[]
  }

  /** The findings of one file and of what it includes, in the order of the lines. */
  async lint(input: LintInput): Promise<LintedFile> {
    return this.judge(await this.read(input))
  }

  /** The part of {@link lint} that waits for the disk: of several files it can be done at once. */
  async read(input: LintInput): Promise<ReadFile> {
    const {file, text, kind = guessKind(file, text)} = input
    if (kind === undefined || this.#included.has(file)) return {input, kind}
    const {files, settings = {}} = this.#options
    const name = kind === 'uwsgi' ? readableName(file, text) : file
    return {input, kind, subject: await readSubject({kind, file: name, text, files, settings})}
  }

  /** The other part, file by file in their order. */
  judge({input: {file, findings: brought = []}, kind, subject}: ReadFile): LintedFile {
    if (!subject || this.#included.has(file)) return {file, kind, findings: []}
    const suppressed = this.#remember(subject, file)
    const rules = this.#fileRules.filter((rule) => rule.kind === kind)
    const findings = [
      ...brought,
      ...suppressed.flatMap(([where, those]) => bareSuppressions(where, those)),
      ...problemFindings(subject),
      ...rules.flatMap((rule) => [...rule.run(subject as never)].map((report) => findingOf(rule, report))),
    ]
    return {file, kind, findings: this.#judged(findings.map((finding) => renamed(finding, subject.file, file)))}
  }

  /** What the files disagree on; after all of them were linted. */
  between(): readonly Finding[] {
    const findings = this.#crossRules.flatMap((rule) =>
      [...rule.run(this.#facts)].map((report) => findingOf(rule, report)),
    )
    return this.#judged(findings)
  }

  #remember(subject: Subject, given: string): (readonly [file: string, suppressions: readonly Suppression[]])[] {
    const facts = factsOf(subject)
    if (facts) this.#facts.push(facts)
    const found: (readonly [string, readonly Suppression[]])[] = []
    for (const {file, text} of partsOf(subject)) {
      if (file !== subject.file) this.#included.add(file)
      const suppressions = suppressionsIn(text)
      if (suppressions.length > 0) found.push([file === subject.file ? given : file, suppressions])
    }
    for (const [file, suppressions] of found) this.#suppressions.set(file, suppressions)
    return found
  }

  /** In order, each once, with the severities that were asked for, without those that were suppressed. */
  #judged(findings: readonly Finding[]): Finding[] {
    return findings
      .flatMap((finding): Finding[] => {
        const severity = severityOf(finding.id, this.#options.severities) ?? finding.severity
        return severity === 'off' ? [] : [{...finding, severity}]
      })
      .filter((finding) => !isSuppressed(finding, this.#suppressions.get(finding.location?.file ?? '') ?? []))
      .filter((finding) => this.#isNew(finding))
      .sort(byPlace)
  }

  #isNew({id, location, message}: Finding): boolean {
    const key = `${id}\0${location?.file}\0${location?.line}\0${location?.column}\0${message}`
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }
}

/** The files that a subject was read from, itself first. */
function partsOf(subject: Subject): readonly {readonly file: string; readonly text: string}[] {
  return 'files' in subject ? subject.files : [subject]
}

function findingOf(rule: Rule, {at, message, severity = rule.severity, remedy, fix}: Report): Finding {
  return {
    id: rule.id,
    severity,
    message,
    location: at,
    ...(remedy ? {remedy} : {}),
    ...(fix ? {fix} : {}),
    url: `docs/rules/${rule.id}.md`,
  }
}

/** uWSGI tells the format of a file by its name; what has none was read under another. */
function renamed(finding: Finding, from: string, to: string): Finding {
  const {location, fix} = finding
  if (from === to || !location) return finding
  const file = location.file === from ? to : location.file
  const edits = fix?.edits.map((edit) => (edit.file === from ? {...edit, file: to} : edit))
  return {...finding, location: {...location, file}, ...(fix && edits ? {fix: {...fix, edits}} : {})}
}

function severityOf(id: string, severities: LintOptions['severities'] = {}): Severity | 'off' | undefined {
  const prefix = Object.keys(severities)
    .filter((prefix) => id.startsWith(prefix))
    .reduce((longest, prefix) => (prefix.length > longest.length ? prefix : longest), '')
  return prefix === '' ? undefined : severities[prefix]
}

function byPlace({location: one}: Finding, {location: other}: Finding): number {
  if (!one || !other) return Number(Boolean(other)) - Number(Boolean(one))
  return one.file === other.file ? one.line - other.line || one.column - other.column : one.file < other.file ? -1 : 1
}
