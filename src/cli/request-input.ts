import type {PresetName} from '../client/presets/index.js'
import type {RequestInput} from '../client/request-build.js'
import {type TsgiError, usageError} from '../errors.js'
import {utf8Bytes, type Var} from '../wire/vars.js'
import type {OpenedBody} from './request-body.js'

/** The flags that say what is sent, as they were parsed. */
export interface MessageFlags {
  readonly method?: string | undefined
  readonly header?: readonly Var[] | undefined
  readonly 'json-body': boolean
  readonly host?: string | undefined
  readonly https: boolean
  readonly preset?: PresetName | undefined
  readonly param?: readonly Var[] | undefined
  readonly without?: readonly string[] | undefined
  readonly modifier1?: number | undefined
  readonly modifier2?: number | undefined
  readonly headers: boolean
}

/** What was typed, as the library takes it: text as UTF-8, `-I` as HEAD, a binary body not called a form. */
export function requestInput(
  path: string | undefined,
  flags: MessageFlags,
  body: OpenedBody | undefined,
): RequestInput {
  const {header = [], param = [], without = [], 'json-body': json} = flags
  if (json && /^[{[]/.test(path ?? '')) throw misplacedJson(path!)
  const typed = header.some(([name]) => name.toLowerCase() === 'content-type')
  const binary: Var[] = body?.looksBinary && !typed && !json ? [['Content-Type', 'application/octet-stream']] : []
  const method = flags.method ?? (flags.headers && !body ? 'HEAD' : undefined)
  return defined({
    path: utf8Bytes(path ?? '/'),
    headers: [...header, ...binary],
    json,
    params: param,
    without: without.map(utf8Bytes),
    body,
    method: method === undefined ? undefined : utf8Bytes(method),
    host: flags.host === undefined ? undefined : utf8Bytes(flags.host),
    https: flags.https || undefined,
    preset: flags.preset,
    modifier1: flags.modifier1,
    modifier2: flags.modifier2,
  })
}

/** `-j` takes nothing, unlike curl's `--json`. */
function misplacedJson(path: string): TsgiError {
  return usageError('TSGI_BAD_PATH', `${JSON.stringify(path)} stands where the path goes`, `-j -d '${path}'`)
}

type Defined<T> = {[Name in keyof T]: Exclude<T[Name], undefined>}

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
}
