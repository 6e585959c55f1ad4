import type {Severity} from '../diagnostics.js'
import {didYouMean} from '../did-you-mean.js'
import {NGINX_UWSGI_DIRECTIVES} from '../knowledge/nginx-directives.js'
import {problemById, problemUrl} from '../knowledge/problems/index.js'
import {nearestOptions} from '../knowledge/uwsgi-option-nearest.js'
import {type ExplainDocument, type Explained, findingsOf} from './explain-run.js'
import {jsonText, schemaOf} from './json.js'
import {printableExcerpt} from './printable.js'
import {explainedText} from './reporters/explain.js'
import {renderFindings} from './reporters/findings/render.js'
import type {FindingFormat} from './reporters/findings/report.js'

interface ReportOptions {
  readonly format: FindingFormat
  readonly threshold: Severity
  readonly version: string
}

/** What goes to stdout, in a format; without the newline at its end. */
export async function explainedReport(
  explained: Explained,
  document: ExplainDocument,
  {format, threshold, version}: ReportOptions,
): Promise<string> {
  if (format === 'text') return explainedText(explained, threshold)
  if (format === 'json') return jsonText({schema: schemaOf('explain'), ...document}).trimEnd()
  const text = await renderFindings(format, {
    command: 'explain',
    version,
    findings: findingsOf(explained, threshold),
    files: explained.kind === 'log' ? explained.names : [],
    ruleOf: (id) => {
      const problem = problemById(id)
      return problem && {id, title: problem.title, why: problem.means, url: problemUrl(id)}
    },
    textOf: () => undefined,
  })
  return text.trimEnd()
}

/** What is said on stderr where nothing is known. */
export function nothingKnown(words: readonly string[], {kind, ...rest}: Explained): string {
  if (kind === 'log' && 'isMessage' in rest && !rest.isMessage) return 'Nothing in it is known here.'
  const thing = words.join(' ').trim()
  const meant = nearNames(thing)
  const hint =
    meant.length === 0
      ? 'A part of the message, or the whole log, may tell more.'
      : `Did you mean ${meant.map((name) => `tsgi explain ${name}`).join(', or ')}?`
  return `Nothing is known about ${printableExcerpt(JSON.stringify(thing))}. ${hint}`
}

/** Options and directives that a single word was probably meant to be. */
function nearNames(thing: string): readonly string[] {
  if (!/^[a-z][\w-]{2,40}$/i.test(thing)) return []
  const directive = didYouMean(
    thing.toLowerCase(),
    NGINX_UWSGI_DIRECTIVES.map(({name}) => name),
  )
  return directive !== undefined && thing.includes('_') ? [directive] : nearestOptions(thing, 2)
}
