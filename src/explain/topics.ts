import {MAGIC_VARIABLES} from '../knowledge/magic-variables.js'
import {MODIFIERS} from '../knowledge/modifiers.js'
import {NGINX_UWSGI_DIRECTIVES} from '../knowledge/nginx-directives.js'
import {OPTION_ADVICE} from '../knowledge/option-advice.js'
import {problemById, problemUrl} from '../knowledge/problems/index.js'
import {nginxDocs, type Problem, uwsgiDocs} from '../knowledge/problems/problem.js'
import {canonicalOption, type OptionFacts, uwsgiOption, uwsgiShortOption} from '../knowledge/uwsgi-options.js'
import {fillCommand, fillSentence} from './fill.js'
import {lookupNumber} from './numbers.js'
import type {Lookup, Topic} from './topic.js'

/** A known problem, as its page has it. */
export function problemTopic(problem: Problem): Topic {
  return {
    kind: 'problem',
    name: problem.id,
    title: problem.title,
    severity: problem.severity,
    means: fillSentence(problem.means, {}) ?? problem.means,
    cause: problem.why,
    check: problem.sure.map((line) => fillCommand(line, {})),
    remedy: problem.fix.map((line) => fillCommand(line, {})),
    related: problem.related ?? [],
    url: problemUrl(problem.id),
    documentation: problem.docs,
  }
}

const lookupProblem: Lookup = (thing) => {
  const problem = /^[ALNUX]\d{3}$/i.test(thing) ? problemById(thing) : undefined
  return problem ? [problemTopic(problem)] : []
}

/** `harakiri`, `harakiri = 30`, `--harakiri 30`. */
const OPTION = /^(?:(?:option )?(?<name>[a-z][\w-]*)(?: *=.*)?|--(?<long>[a-z][\w-]*)(?:[ =].*)?)$/i

const lookupOption: Lookup = (thing) => {
  const letter = /^-(?<letter>[A-Za-z])(?: .*)?$/.exec(thing)?.groups?.['letter']
  const {name, long} = OPTION.exec(thing)?.groups ?? {}
  const facts = letter === undefined ? uwsgiOption((name ?? long ?? '').toLowerCase()) : uwsgiShortOption(letter)
  return facts ? [optionTopic(facts)] : []
}

function optionTopic(facts: OptionFacts): Topic {
  const advice = [facts.name, ...facts.aliases].map((name) => OPTION_ADVICE[name]).find((found) => found !== undefined)
  const rows: (readonly [string, string | undefined])[] = [
    ['takes', facts.takes === 'nothing' ? 'nothing: true or false' : `${facts.takes} (${facts.kind})`],
    ['default', advice?.default],
    ['of', facts.plugin === 'core' ? 'the core' : `the ${facts.plugin} plugin, which has to be loaded before it`],
    ['short', facts.short && `-${facts.short}`],
    ['also called', facts.aliases.length > 0 ? facts.aliases.join(', ') : undefined],
    ['needs', facts.needs.length > 0 ? `a uWSGI built with ${facts.needs.join(', ')}` : undefined],
    ['since', facts.since && `uWSGI ${facts.since}${facts.isSinceUpperBound ? ' or before' : ''}`],
    ['removed in', facts.removedIn && `uWSGI ${facts.removedIn}`],
  ]
  return {
    kind: 'option',
    name: facts.name,
    title: `an option of uWSGI${facts.kind === 'deprecated' ? ', deprecated' : ''}`,
    ...(advice && {means: advice.advice}),
    facts: rows.filter((row): row is readonly [string, string] => row[1] !== undefined && row[1] !== ''),
    related: advice?.problems ?? [],
    documentation: uwsgiDocs(`Options.html#${canonicalOption(facts.name)}`),
  }
}

const lookupModifier: Lookup = (thing) => {
  const asked =
    /^modifier1? *=? *(?<number>\d+)$/i.exec(thing)?.groups?.['number'] ?? (/^\d+$/.test(thing) ? thing : undefined)
  const modifier = asked === undefined ? undefined : MODIFIERS.find(({number}) => number === Number(asked))
  if (Number(asked) === 22) return [TLS]
  if (!modifier) return []
  const {number, name, plugin, asks, answers, silence} = modifier
  return [
    {
      kind: 'modifier',
      name: String(number),
      title: `modifier1 ${number} of a uwsgi packet: ${name}`,
      facts: [
        ['answered by', plugin === undefined ? 'no plugin of uWSGI 2.0' : `the ${plugin} plugin`],
        ['the packet holds', asks],
        ['the answer is', answers],
        ...(silence ?? []).map((cause) => ['silent when', cause] as const),
      ],
      related: ['U009', 'U008'],
      documentation: uwsgiDocs('Protocol.html'),
    },
  ]
}

/** No modifier of any plugin, but the one that uWSGI complains of when TLS comes in. */
const TLS: Topic = {
  kind: 'modifier',
  name: '22',
  title: 'modifier1 22 of a uwsgi packet: no plugin answers it; it is the first byte of TLS',
  means: 'A client speaks https to a socket that speaks uwsgi.',
  related: ['U009', 'U001'],
  documentation: uwsgiDocs('HTTPS.html'),
}

const lookupVariable: Lookup = (thing) => {
  const name = thing.toUpperCase()
  const meaning = Object.hasOwn(MAGIC_VARIABLES, name) ? MAGIC_VARIABLES[name] : undefined
  if (meaning === undefined) return []
  return [
    {
      kind: 'variable',
      name,
      title: 'a variable of a request that makes uWSGI do something',
      means: `In a uwsgi packet it ${meaning}.`,
      related: name.startsWith('UWSGI_') ? ['X001', 'U018'] : ['N014'],
      documentation: uwsgiDocs('Vars.html'),
    },
  ]
}

const lookupDirective: Lookup = (thing) => {
  const directive = NGINX_UWSGI_DIRECTIVES.find(
    ({name}) => name === /^(?<name>[a-z\d_]+)(?! directive)(?:[ ;].*)?$/i.exec(thing)?.groups?.['name']?.toLowerCase(),
  )
  if (!directive) return []
  return [
    {
      kind: 'nginx directive',
      name: directive.name,
      title: "a directive of nginx's uwsgi module",
      facts: [
        ...directive.syntax.map((syntax) => ['write', `${directive.name} ${syntax};`] as const),
        ['default', directive.default ?? 'none'],
        ['stands in', directive.contexts.join(', ')],
        ...(directive.since === undefined ? [] : [['since', `nginx ${directive.since}`] as const]),
      ],
      related: DIRECTIVE_PROBLEMS[directive.name] ?? [],
      documentation: nginxDocs(directive.name),
    },
  ]
}

const DIRECTIVE_PROBLEMS: Readonly<Record<string, readonly string[]>> = {
  uwsgi_pass: ['N001', 'N002', 'N003', 'U007'],
  uwsgi_param: ['N012', 'N013', 'N014', 'N015'],
  uwsgi_read_timeout: ['N008', 'U055'],
  uwsgi_connect_timeout: ['N009'],
  uwsgi_buffer_size: ['N010'],
  uwsgi_buffers: ['N010'],
  uwsgi_buffering: ['N021', 'U061'],
  uwsgi_request_buffering: ['U062', 'U054'],
  uwsgi_modifier1: ['U009', 'N023'],
}

/** What can be looked up without a machine: problems, options, modifiers, variables, directives, numbers. */
export const lookups: readonly Lookup[] = [
  lookupProblem,
  lookupOption,
  lookupVariable,
  lookupDirective,
  lookupNumber,
  lookupModifier,
]

/** Everything that the words may mean, in the order of the lookups. */
export async function lookUp(thing: string, more: readonly Lookup[] = []): Promise<Topic[]> {
  const words = thing.trim()
  if (words === '' || words.length > 200) return []
  const found = await Promise.all([...lookups, ...more].map((lookup) => lookup(words)))
  return found.flat()
}
