import {usageError} from '../errors.js'
import type {Candidate, Project} from '../project/project.js'
import {ask} from './ask.js'
import type {InitFlags} from './init-flags.js'
import {entryText} from './reporters/project.js'

/** What is looked for, for a person who wonders why nothing was found. */
const LOOKED_FOR = [
  'Python (manage.py, wsgi.py, app.py, a WSGI callable)',
  'Perl (app.psgi, bin/app.psgi, Mojolicious)',
  'Ruby (config.ru)',
  'PHP (index.php, public/index.php)',
  'Lua (WSAPI)',
  'CGI (cgi-bin/)',
  'JavaScript (an application for tsgi serve)',
].join('; ')

/**
 * The one application of a folder: the flag's, the best, or of equals the one that a person chooses.
 *
 * @throws TsgiError usage: none was found, only ASGI, or equals and nobody to ask.
 */
export async function chooseCandidate(project: Project, flags: InitFlags): Promise<Candidate> {
  const {candidates} = project
  const wanted = flags.framework
  const fitting = wanted === undefined ? candidates : candidates.filter(({framework}) => framework === wanted)
  if (wanted !== undefined && fitting.length === 0 && candidates.length > 0) throw noSuchFramework(wanted, candidates)
  const [first] = fitting
  if (!first) throw project.asgiOnly ? asgiOnly(project.asgiOnly.value) : nothingFound(project)
  const equals = fitting.filter(({rank}) => rank === first.rank)
  if (equals.length === 1) return first
  return ask({
    flag: flagFor(equals),
    message: 'There are several applications, and nothing says which one is meant',
    given: undefined,
    example: flagFor(equals) === 'app' ? entryText(first.entry) : first.framework,
    choices: equals.map((candidate) => ({name: answerOf(candidate, equals), value: candidate})),
    flags: {...flags, yes: false}, // a yes to everything does not say which
  })
}

/** `--framework` where that tells them apart, else `--app`. */
function flagFor(candidates: readonly Candidate[]): string {
  return new Set(candidates.map(({framework}) => framework)).size === candidates.length ? 'framework' : 'app'
}

function answerOf(candidate: Candidate, among: readonly Candidate[]): string {
  const entry = entryText(candidate.entry)
  return flagFor(among) === 'app' ? entry : `${candidate.framework} (${entry})`
}

function noSuchFramework(wanted: string, candidates: readonly Candidate[]) {
  const found = candidates.map(({framework}) => framework).join(', ')
  return usageError('TSGI_NOTHING_FOUND', `${wanted} was not found here; what was found: ${found}`, '--app APP')
}

function asgiOnly(why: string) {
  return usageError('TSGI_ASGI_ONLY', why, 'tsgi init --app MODULE:CALLABLE, where there is a WSGI callable too')
}

/** What was nearly an application says more than the list of what would be one. */
function nothingFound({root, notices}: Project) {
  const nearly = notices.map(({value, evidence: [shown]}) =>
    shown ? `${value} (${shown.location.file}:${shown.location.line})` : value,
  )
  return usageError(
    'TSGI_NOTHING_FOUND',
    `no application was recognised in ${root}; ${nearly.length > 0 ? nearly.join('; ') : `looked for ${LOOKED_FOR}`}`,
    'tsgi init --app shop.wsgi:application',
    'tsgi init --app app.psgi',
    'tsgi init --app public/index.php',
  )
}
