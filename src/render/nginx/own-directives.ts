import {tokens} from '../../config/nginx/tokens.js'
import {didYouMean} from '../../did-you-mean.js'
import {usageError} from '../../errors.js'
import {FORWARDED_VARIABLES} from '../../knowledge/forwarded-variables.js'
import {NGINX_UWSGI_DIRECTIVES, type NginxDirective} from '../../knowledge/nginx-directives.js'
import {oneLine, unsafeValue} from '../unsafe.js'
import {fitsSyntax} from './directive-syntax.js'
import type {NginxLine} from './site.js'
import {isTuning} from './tuning.js'
import {isAtLeast} from './version.js'

/** Directives of the user's, each proven to be one of the uwsgi module that this Nginx takes, by where they go. */
export interface OwnDirectives {
  /** Values for what the templates print themselves. */
  readonly tuning: Readonly<Record<string, string>>
  /** `NAME value` of each `uwsgi_param`. */
  readonly parameters: readonly string[]
  readonly location: readonly NginxLine[]
  /** Those that stand outside of every server. */
  readonly http: readonly NginxLine[]
}

/** Sent by templates/nginx/params.conf.hbs. */
const STANDARD = [
  ...['QUERY_STRING', 'REQUEST_METHOD', 'CONTENT_TYPE', 'CONTENT_LENGTH', 'REQUEST_URI', 'PATH_INFO', 'DOCUMENT_ROOT'],
  ...['SERVER_PROTOCOL', 'REQUEST_SCHEME', 'HTTPS', 'REMOTE_ADDR', 'REMOTE_PORT', 'SERVER_PORT', 'SERVER_NAME'],
  'HTTP_HOST',
]

/** Checks what the user adds against the directives of Nginx, their syntax, their context and the version. */
export function ownDirectives(
  directives: readonly (readonly [name: string, value: string])[],
  version: string | undefined,
): OwnDirectives {
  const lines = directives.map(([name, value]) => checkedLine(name, value, version))
  checkRepeats(lines)
  const isHttp = ({name}: NginxLine) => !directiveOf(name)?.contexts.includes('location')
  const parameters = lines.filter(({name}) => name === 'uwsgi_param').map(({value}) => value)
  const rest = lines.filter(({name}) => name !== 'uwsgi_param' && !isTuning(name))
  return {
    tuning: Object.fromEntries(lines.filter(({name}) => isTuning(name)).map(({name, value}) => [name, value])),
    parameters,
    location: rest.filter((line) => !isHttp(line)),
    http: rest.filter(isHttp),
  }
}

function checkedLine(name: string, value: string, version: string | undefined): NginxLine {
  const directive = directiveOf(name)
  if (!directive) throw unknownDirective(name)
  if (name === 'uwsgi_pass') {
    throw unsafeValue('a directive', name, 'where requests go is what the socket and the upstream servers say')
  }
  checkVersionOf(directive, version)
  const words = wordsOf(name, value)
  if (!fitsSyntax(words, directive.syntax)) {
    throw unsafeValue(name, value, `Nginx takes: ${directive.syntax.map((form) => `${name} ${form}`).join(', or ')}`)
  }
  if (name === 'uwsgi_param') checkParameter(words[0]!)
  return {name, value: words.map(asWord).join(' ')}
}

/** Nginx stops at the second of any other directive. */
const REPEATABLE = /^uwsgi_(param|cache_path|cache_valid|hide_header|pass_header|ssl_conf_command)$/

function checkRepeats(lines: readonly NginxLine[]): void {
  const names = lines.map(({name}) => name).filter((name) => !REPEATABLE.test(name))
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw unsafeValue('a directive', twice, 'Nginx takes it once, and it is here twice')
}

function directiveOf(name: string): NginxDirective | undefined {
  return NGINX_UWSGI_DIRECTIVES.find((directive) => directive.name === name)
}

function unknownDirective(name: string): Error {
  const nearest = didYouMean(
    name,
    NGINX_UWSGI_DIRECTIVES.map((directive) => directive.name),
  )
  return usageError(
    'TSGI_UNKNOWN_DIRECTIVE',
    `${JSON.stringify(name.slice(0, 80))} is no directive of Nginx's uwsgi module`,
    ...(nearest === undefined ? [] : [`did you mean ${nearest}?`]),
  )
}

function checkVersionOf({name, since, isCommercial}: NginxDirective, version: string | undefined): void {
  if (isCommercial) throw unsafeValue('a directive', name, 'only the commercial Nginx Plus has it')
  if (since !== undefined && version !== undefined && !isAtLeast(version, since)) {
    throw unsafeValue('a directive', name, `Nginx has it since ${since}, and this is for ${version}`)
  }
}

/** The words of a value as Nginx would read them; what could end the directive is refused. */
function wordsOf(name: string, value: string): string[] {
  oneLine(name, value)
  const found = [...tokens(value)]
  const wrong = found.find(({kind, problem}) => kind !== 'word' || problem !== undefined)
  if (wrong) throw unsafeValue(name, value, wrong.problem ?? `${wrong.kind} would end the directive`)
  const words = found.map((token) => token.value)
  if (words.some((word) => /[\r\n\0]/.test(word))) throw unsafeValue(name, value, 'it holds a line break')
  return words
}

/** Written anew, so that nothing but these words can come out; variables stay. */
function asWord(word: string): string {
  return /^[\w./:@%+=,$*~^|()?-]+$/.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`
}

function checkParameter(parameter: string): void {
  const forwarded = FORWARDED_VARIABLES.find(({variable}) => variable === parameter.toUpperCase())
  if (forwarded) {
    throw unsafeValue(
      'uwsgi_param',
      parameter,
      `it is set already, so that no client can forge ${forwarded.header}; name the proxies that may say it instead`,
    )
  }
  if (STANDARD.includes(parameter))
    throw unsafeValue('uwsgi_param', parameter, 'it is sent already, and twice is worse')
}
