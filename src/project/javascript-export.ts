import type {Code} from './code.js'
import type {ProjectEvidence} from './project.js'

/** `export default …`, `module.exports = …` */
const EXPORT = /\bexport\s+default\b\s*|\bmodule\.exports\s*=(?!=)\s*/
const NAME = /^(?:async\s+)?([A-Za-z_$][\w$]*)\s*(?:[;,\r\n]|$)/
/** Calls that make an application. */
const MAKERS =
  /^(?:new\s+)?(?:(?:express|connect|Hono|OpenAPIHono|Elysia|AutoRouter|IttyRouter|createYoga|H3|toNodeListener|toWebHandler)\s*(?:<[^>(]{0,200}>\s*)?\(|[\w$]+\.callback\s*\(\s*\))/
/** What a listener does with its answer. */
const ANSWERS = /\.\s*(?:writeHead|end|setHeader|send|json|status|write|pipe)\s*\(/

/** The lines that show that a module's default export is an application; `undefined` when it is something else. */
export function exportOf(code: Code): readonly ProjectEvidence[] | undefined {
  const exported = code.all(EXPORT).at(-1)
  if (!exported) return undefined
  const from = endOf(exported)
  const expression = code.bare.slice(from)
  const shown = [exported.evidence]
  if (isApplication(expression, code)) return shown
  const name = NAME.exec(expression)?.[1]
  const defined = name === undefined ? undefined : definitionOf(name, code)
  return defined && isApplication(code.bare.slice(endOf(defined)), code) ? [defined.evidence, ...shown] : undefined
}

type Found = NonNullable<ReturnType<Code['find']>>

const endOf = ({match}: Found) => match.index + match[0].length

function definitionOf(name: string, code: Code): Found | undefined {
  const escaped = name.replaceAll('$', '\\$')
  return (
    code.find(new RegExp(`(?<![\\w$.])(?:const|let|var)\\s+${escaped}\\s*(?::[^=;\\r\\n]*)?=\\s*`)) ??
    code.find(new RegExp(`(?<![\\w$.])(?=(?:async\\s+)?function\\s+${escaped}\\s*\\()`))
  )
}

function isApplication(expression: string, code: Code): boolean {
  return MAKERS.test(expression) || isObject(expression) || isHandler(expression, code)
}

/** `{fetch}`, `{fetch(request) {…}}`, `{uwsgi: …}`: the method among the keys of the object itself. */
function isObject(expression: string): boolean {
  if (!expression.startsWith('{')) return false
  return /(?:^|[,{]|\basync\s)\s*(?:fetch|uwsgi)\s*[(:,}]/.test(topLevel(expression))
}

/** What stands directly between the first braces; what is nested deeper left out. */
function topLevel(expression: string): string {
  let depth = 0
  let kept = ''
  for (const char of expression.slice(0, 50_000)) {
    if ('([{'.includes(char)) depth += 1
    if (depth === 1 || (depth === 2 && '([{'.includes(char))) kept += char
    if (')]}'.includes(char)) depth -= 1
    if (depth === 0) break
  }
  return kept
}

/** A function with the parameters of a listener, or one that makes a `Response`. */
function isHandler(expression: string, {bare}: Code): boolean {
  const parameters = parametersOf(expression)
  if (parameters === undefined) return false
  const [first = '', second = ''] = parameters.split(',').map((name) => name.trim())
  const isListener = /^_?(req|request|ctx)\b/i.test(first) && /^_?(res|resp|response|reply)\b/i.test(second)
  if (isListener) return ANSWERS.test(bare)
  return second === '' && /\bnew\s+Response\s*\(|\bResponse\s*\.\s*(?:json|redirect|error)\s*\(/.test(bare)
}

/** `(a, b) =>`, `a =>`, `function name(a, b)`, with `async` before them; a component of React has none of these names. */
function parametersOf(expression: string): string | undefined {
  const named = /^(?:async\s+)?function\b\s*\*?\s*[\w$]*\s*\(([^)]{0,500})\)/.exec(expression)
  const arrow = /^(?:async\s+)?(?:\(([^)]{0,500})\)|([\w$]+))\s*=>/.exec(expression)
  return named?.[1] ?? arrow?.[1] ?? arrow?.[2]
}
