import type {ConfigKind} from '../config/kind.js'
import {defineTemplate} from '../render/template.js'
import type {Example, Rule} from '../rules/rule.js'
import {type Unruled, unruled} from '../rules/unruled.js'
import {fixKinds} from './rule-fixes.js'

interface ExampleFile {
  readonly file: string
  readonly language: string
  readonly text: string
}

interface RulePage {
  readonly id: string
  readonly name: string
  readonly severity: string
  readonly title: string
  /** `uwsgi`, `between files`. */
  readonly about: string
  readonly why: string
  readonly bad: readonly ExampleFile[]
  readonly good: readonly ExampleFile[]
  readonly fix: string
  readonly references: readonly string[]
  readonly openBrace: string
  readonly closeBrace: string
}

interface RuleIndex {
  readonly count: number
  readonly fixable: number
  readonly families: readonly {
    readonly title: string
    readonly rules: readonly {
      readonly id: string
      readonly severity: string
      readonly title: string
      readonly fix: string
    }[]
  }[]
}

const PAGE = defineTemplate<RulePage>('docs/rule.md.hbs')
const INDEX = defineTemplate<RuleIndex>('docs/rules.md.hbs')

const LANGUAGES: Readonly<Record<ConfigKind, string>> = {
  ...{uwsgi: 'ini', nginx: 'nginx', apache: 'apache', lighttpd: 'lighttpd'},
  ...{systemd: 'ini', compose: 'yaml', kubernetes: 'yaml', tsgi: 'yaml'},
}

/** By how ids begin, in the order of the index. */
const FAMILIES: readonly (readonly [prefix: string, title: string])[] = [
  ['UW1', 'uWSGI: names and values'],
  ['UW2', 'uWSGI: good defaults'],
  ['UW3', 'uWSGI: what does not go together'],
  ['UW4', 'uWSGI: what opens or endangers'],
  ['UW5', 'uWSGI: language by language'],
  ['UW6', 'uWSGI: logs and routers'],
  ['NX', 'Nginx'],
  ['AP', 'Apache'],
  ['LT', 'lighttpd'],
  ['SD', 'Units of systemd'],
  ['CO', 'Compose files'],
  ['KU', 'Manifests of Kubernetes'],
  ['XF', 'Between files'],
  ['TS', 'tsgi.yaml'],
  ['', 'What cannot be read, and suppressions'],
]

/** A page for every rule, and their index, by their names in docs/. */
export async function rulePages(): Promise<Record<string, string>> {
  const {rules} = await import('../rules/index.js')
  const fixes = await fixKinds(rules)
  const pages: Record<string, string> = {'rules/README.md': await INDEX.render(indexOf(rules, fixes))}
  for (const rule of rules) pages[`rules/${rule.id}.md`] = await PAGE.render(pageOf(rule, fixes))
  for (const it of unruled) pages[`rules/${it.id}.md`] = await PAGE.render(unruledPage(it))
  return pages
}

type Fixes = ReadonlyMap<string, string>

function indexOf(rules: readonly Rule[], fixes: Fixes): RuleIndex {
  const rows = [...rules, ...unruled].map(({id, severity, title}) => {
    const isUnruled = unruled.some((it) => it.id === id && !id.startsWith('TS'))
    const family = FAMILIES.find(([prefix]) => id.startsWith(prefix) && !isUnruled) ?? FAMILIES.at(-1)!
    return {family: family[1], row: {id, severity, title, fix: fixes.get(id) ?? ''}}
  })
  const families = FAMILIES.map(([, title]) => ({
    title,
    rules: rows.filter(({family}) => family === title).map(({row}) => row),
  }))
  return {count: rules.length, fixable: fixes.size, families}
}

function pageOf(rule: Rule, fixes: Fixes): RulePage {
  const {id, name, severity, title, why, references, kind} = rule
  return {
    ...{id, name, severity, title, references, why: flowing(why), ...BRACES},
    about: kind === 'between' ? 'between files' : kind,
    bad: filesOf(rule.examples.bad, kind),
    good: filesOf(rule.examples.good, kind),
    fix: fixes.has(id) ? `\`--${fixes.get(id)}\`` : '',
  }
}

function unruledPage({id, severity, title, why}: Unruled): RulePage {
  const about = 'found while reading'
  return {...{id, name: '', severity, title, about, why, bad: [], good: [], fix: '', references: []}, ...BRACES}
}

/** Handlebars has them for itself. */
const BRACES = {openBrace: '{', closeBrace: '}'}

function filesOf(example: Example, kind: Rule['kind']): ExampleFile[] {
  const language = kind === 'between' ? '' : LANGUAGES[kind]
  if (typeof example === 'string') return [{file: '', language, text: example.trimEnd()}]
  return Object.entries(example).map(([file, text]) => ({file, language, text: text.trimEnd()}))
}

function flowing(why: string): string {
  return why.replace(/\s*\n\s*/g, ' ').trim()
}
