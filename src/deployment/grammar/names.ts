import {described, plainText, refusal, strayCharacter} from './refusal.js'

const NAME = /^[a-z][a-z0-9_-]{0,47}$/
const USER = /^([a-z_][a-z0-9_-]{0,31}|\d{1,10})$/
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** Of a deployment or an application: it becomes the name of files, sockets, units and nginx's upstreams. */
export const deploymentName = described({type: 'string', pattern: NAME.source}, (value: unknown): string => {
  const text = plainText(value, 'a name')
  if (NAME.test(text)) return text
  if (text.length > 48) throw refusal(value, 'a name', 'it is longer than 48 characters')
  const stray = strayCharacter(text, /[a-z0-9_-]/)
  throw refusal(value, 'a name', stray ?? 'it begins with a letter, and has lower case letters, digits, - and _')
})

/** The nearest name that {@link deploymentName} takes; undefined when nothing is left of it. */
export function nameFrom(text: string): string | undefined {
  const ascii = text.normalize('NFKD').toLowerCase()
  const name = ascii.replace(/\p{M}/gu, '').replace(/[^a-z0-9_-]+/g, '-')
  return (
    name
      .replace(/^[^a-z]+/, '')
      .slice(0, 48)
      .replace(/-+$/, '') || undefined
  )
}

/** A user or group, by name or number. */
export const userName = described({type: ['string', 'integer'], pattern: USER.source}, (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : plainText(value, 'a user or group')
  if (!USER.test(text)) throw refusal(value, 'a user or group', strayCharacter(text, /[a-z0-9_-]/))
  return text
})

/** Of an environment variable. `UWSGI_…` would be read as an option by uWSGI. */
export const variableName = described({type: 'string', pattern: VARIABLE.source}, (value: unknown): string => {
  const text = plainText(value, 'a name of a variable')
  if (!VARIABLE.test(text)) throw refusal(value, 'a name of a variable', strayCharacter(text, /\w/))
  if (text.startsWith('UWSGI_')) {
    throw refusal(value, 'a variable of the application', 'uWSGI reads UWSGI_… as its own options; use uwsgi.options')
  }
  return text
})

/** The text of a variable; numbers and truth values as they are written. */
export const variableValue = described({type: ['string', 'number', 'boolean']}, (value: unknown): string => {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : plainText(value, 'a value')
})

/** `shop.wsgi` or `shop.wsgi:application`. */
export const pythonModule = described(
  {type: 'string', minLength: 1},
  (value: unknown): {readonly module: string; readonly callable?: string} => {
    const [module = '', callable, ...rest] = plainText(value, 'a Python module').split(':')
    if (rest.length > 0 || !module.split('.').every((part) => IDENTIFIER.test(part))) {
      throw refusal(value, 'a Python module', 'write it like shop.wsgi:application')
    }
    return callable === undefined ? {module} : {module, callable: pythonCallable(callable)}
  },
)

/** `application`, `site.app`, or a call without arguments, which is all that uWSGI can do: `create_app()`. */
export const pythonCallable = described({type: 'string', minLength: 1}, (value: unknown): string => {
  const text = plainText(value, 'a Python callable')
  const names = text.replace(/\(\)$/, '').split('.')
  if (names.every((part) => IDENTIFIER.test(part))) return text
  throw refusal(value, 'a Python callable', /\(.+\)$/.test(text) ? 'uWSGI calls it without arguments' : undefined)
})

/** Of an option of uWSGI: `py-tracebacker`. */
export const optionName = described(
  {type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$'},
  (value: unknown): string => {
    const text = plainText(value, 'an option of uWSGI')
    if (/^[a-z0-9][a-z0-9_-]*$/i.test(text) && text.length <= 64) return text
    throw refusal(value, 'an option of uWSGI', strayCharacter(text, /[a-z0-9_-]/i))
  },
)

/** Of a directive: `uwsgi_next_upstream`, `ProxyTimeout`, `server.max-keep-alive-idle`. */
export const directiveName = described(
  {type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.-]*$'},
  (value: unknown): string => {
    const text = plainText(value, 'a directive')
    if (/^[a-z][a-z0-9_.-]*$/i.test(text) && text.length <= 64) return text
    throw refusal(value, 'a directive', strayCharacter(text, /[a-z0-9_.-]/i))
  },
)

/** `.pl`. */
export const fileEnding = described({type: 'string', pattern: '^\\.[A-Za-z0-9]+$'}, (value: unknown): string => {
  const text = plainText(value, 'an ending of file names')
  if (/^\.[A-Za-z0-9]{1,16}$/.test(text)) return text
  throw refusal(value, 'an ending of file names', 'write it like .pl')
})
