import type z from 'zod'
import {didYouMean} from '../did-you-mean.js'
import type {DescriptionProblem} from './problem.js'
import {keyOf, type Places} from './yaml-places.js'

type Issue = z.core.$ZodIssue

/** What others call it: options of uWSGI, directives of web servers. */
const ALSO: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{workers: 'uwsgi.processes', 'chmod-socket': 'uwsgi.socket-mode', 'limit-post': 'uwsgi.max-body'},
    ...{uid: 'uwsgi.user', gid: 'uwsgi.group', 'worker-reload-mercy': 'uwsgi.mercy', gevent: 'uwsgi.loop'},
    ...{'wsgi-file': 'application.file', venv: 'application.virtualenv', home: 'application.virtualenv'},
    ...{chdir: 'application.root', env: 'application.environment', static: 'application.statics'},
    ...{'static-map': 'application.statics', psgi: 'application.file', rack: 'application.file'},
    ...{'server-name': 'web.names', domain: 'web.names', domains: 'web.names', ssl: 'web.tls', https: 'web.tls'},
    ...{'client-max-body-size': 'web.max-body', nginx: 'web.server', apache: 'web.server', lighttpd: 'web.server'},
  }),
)

/** What a schema says against a description, in our words and with its places. */
export function problemsOf(
  issues: readonly Issue[],
  {value, places, known}: {readonly value: unknown; readonly places: Places; readonly known: readonly string[]},
): readonly DescriptionProblem[] {
  const place = (key: string, what?: 'name') => {
    const location = places.locate(key, what)
    return location === undefined ? {} : {location}
  }
  return issues.flatMap((issue): readonly DescriptionProblem[] => {
    const key = keyOf(issue.path)
    if (issue.code === 'unrecognized_keys') {
      const meant = JSON.parse(issue.message) as readonly string[]
      return issue.keys.map((name, at) => {
        const whole = keyOf([...issue.path, name])
        return {
          key: whole,
          message: 'unknown key',
          ...advice(whole, name, {meant: meant[at]!, known}),
          ...place(whole, 'name'),
        }
      })
    }
    if (issue.code === 'invalid_union') {
      const inner = branchOf(issue, at(value, issue.path)).map((one) => ({...one, path: [...issue.path, ...one.path]}))
      return problemsOf(inner, {value, places, known})
    }
    if (issue.code === 'invalid_key')
      return [{key, message: issue.issues[0]?.message ?? issue.message, ...place(key, 'name')}]
    return [{key, message: messageOf(issue, at(value, issue.path)), ...place(key)}]
  })
}

function messageOf(issue: Issue, value: unknown): string {
  if (value === undefined) return 'it is missing'
  return value === null ? 'it has no value: write one, or leave the key out' : issue.message
}

interface Hint {
  /** The nearest among its neighbours; empty when none is near. */
  readonly meant: string
  readonly known: readonly string[]
}

/** What was meant: a neighbour, what others call it, or a key of another part. */
function advice(whole: string, name: string, {meant, known}: Hint): Pick<DescriptionProblem, 'suggestion'> {
  if (meant !== '') return {suggestion: `did you mean ${meant}?`}
  const plain = name.replaceAll('_', '-')
  const last = (key: string) => key.slice(key.lastIndexOf('.') + 1)
  const other = ALSO.get(plain) ?? didYouMean(plain, known.map(last))
  const places = known.filter((key) => key === other || last(key) === other)
  const parent = whole.slice(0, -name.length)
  const own = parent === '' ? undefined : places.find((key) => key.startsWith(parent))
  const found = ALSO.get(plain) ?? own ?? places.toSorted((a, b) => a.length - b.length)[0]
  return found === undefined ? {} : {suggestion: `did you mean ${found}?`}
}

/** Of several shapes, the one that was meant: a map for a map, a plain value for a plain one. */
function branchOf(issue: Issue & {readonly code: 'invalid_union'}, value: unknown): readonly Issue[] {
  const isMap = typeof value === 'object' && value !== null
  const isWhole = (one: Issue) => one.path.length === 0 && one.code !== 'unrecognized_keys'
  const inside = issue.errors.find((errors) => !errors.some(isWhole))
  return (isMap ? inside : undefined) ?? issue.errors[0] ?? []
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  )
}
