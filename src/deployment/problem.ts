import type {Location} from '../diagnostics.js'
import {TsgiError} from '../errors.js'

/** One thing that is wrong with a description. */
export interface DescriptionProblem {
  /** Path of keys: `applications.blog.uwsgi.harakiri`, `web.names[1]`; empty for the whole. */
  readonly key: string
  readonly message: string
  /** In `tsgi.yaml`, where the description came from one. */
  readonly location?: Location
  /** What to write instead. */
  readonly suggestion?: string
}

/** A description that cannot be used, with everything that is wrong with it. */
export class DeploymentError extends TsgiError {
  readonly problems: readonly DescriptionProblem[]

  constructor(problems: readonly DescriptionProblem[]) {
    const [first, ...rest] = problems
    const isOne = first !== undefined && rest.length === 0
    const lines = problems.map(
      (problem) => problemLine(problem) + (problem.suggestion ? `; ${problem.suggestion}` : ''),
    )
    super(isOne ? problemLine(first) : `${lines.length} problems with the deployment`, {
      ...{code: 'TSGI_BAD_DEPLOYMENT', kind: 'usage'},
      details: isOne ? [] : lines,
      suggestions: isOne && first.suggestion !== undefined ? [first.suggestion] : [],
    })
    this.problems = problems
  }
}

/** `tsgi.yaml:3:5: web.names[0]: "a;b" is not a host name: it holds ";"`. */
function problemLine({key, message, location}: DescriptionProblem): string {
  const place = location === undefined ? [] : [`${location.file}:${location.line}:${location.column}`]
  const line = [...place, ...(key === '' ? [] : [key]), message].join(': ')
  // Keys are whatever the file has.
  return line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => JSON.stringify(character).slice(1, -1))
}
