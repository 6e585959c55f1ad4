import {Flags} from '@oclif/core'
import {type ExpectedStatus, parseExpectedStatus} from '../client/expected-status.js'
import {usageError} from '../errors.js'
import {utf8Bytes, type Var} from '../wire/vars.js'
import {durationFlag} from './flags.js'
import {modifierFlag} from './packet-flags.js'
import {parseVariables} from './variables.js'

const MESSAGE = 'MESSAGE'
const EXCHANGE = 'SENDING'
const OUTPUT = 'OUTPUT'
const VERDICT = 'VERDICT'

/** What `-p` takes: parts of the request in capitals, of the answer in small letters. */
export const PARTS = 'HhBbmE'

/** `Name: value`, split at the first colon. */
export function parseHeader(text: string): Var {
  const colon = text.indexOf(':')
  if (colon > 0) return [utf8Bytes(text.slice(0, colon).trimEnd()), utf8Bytes(text.slice(colon + 1))]
  throw usageError('TSGI_BAD_HEADER', `${JSON.stringify(text)} is not a header: no colon`, "-H 'Accept: text/html'")
}

/** @throws TsgiError `TSGI_BAD_PARTS`, usage, for another letter. */
export function parseParts(text: string): ReadonlySet<string> {
  const wrong = [...text].find((letter) => !PARTS.includes(letter))
  if (wrong === undefined) return new Set(text)
  throw usageError(
    'TSGI_BAD_PARTS',
    `${JSON.stringify(wrong)} is none of ${PARTS}`,
    '-p hb: the head and the body of the answer; HB: of the request; E: the uwsgi variables; m: timings',
  )
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text, 'm')
  } catch (error) {
    throw usageError('TSGI_BAD_EXPECTATION', `not a regular expression: ${(error as Error).message}`, "'^ok$'")
  }
}

const headerFlag = Flags.custom<Var>({parse: async (text) => parseHeader(text)})
const variableFlag = Flags.custom<Var>({parse: async (text) => parseVariables([text])[0]!})
const partsFlag = Flags.custom<ReadonlySet<string>>({parse: async (text) => parseParts(text)})
const statusFlag = Flags.custom<ExpectedStatus>({parse: async (text) => parseExpectedStatus(text)})
const patternFlag = Flags.custom<RegExp>({parse: async (text) => parsePattern(text)})

/** The flags of `tsgi request`. */
export const requestFlags = {
  method: Flags.string({char: 'X', helpValue: 'METHOD', description: 'GET unless there is a body', helpGroup: MESSAGE}),
  header: headerFlag({
    char: 'H',
    description: 'a header; may be repeated',
    helpValue: "'NAME: VALUE'",
    multiple: true,
    helpGroup: MESSAGE,
  }),
  data: Flags.string({
    char: 'd',
    description:
      'the body: text, @FILE, or - for standard input; sent as a form unless it is binary or a header says else',
    helpValue: 'TEXT|@FILE|-',
    helpGroup: MESSAGE,
  }),
  'json-body': Flags.boolean({char: 'j', description: 'the body is JSON: Content-Type and Accept', helpGroup: MESSAGE}),
  host: Flags.string({
    helpValue: 'HOST[:PORT]',
    description: 'the Host header (default: localhost)',
    helpGroup: MESSAGE,
  }),
  https: Flags.boolean({description: 'as if the client had come over TLS', helpGroup: MESSAGE}),
  preset: Flags.option({
    options: ['nginx', 'apache', 'lighttpd', 'minimal'] as const,
  })({
    helpValue: 'NAME',
    description: 'whose variables to send: nginx (the default), apache, lighttpd, minimal',
    helpGroup: MESSAGE,
  }),
  param: variableFlag({
    description: 'set a uwsgi variable; may be repeated',
    helpValue: 'NAME=VALUE',
    multiple: true,
    helpGroup: MESSAGE,
  }),
  without: Flags.string({
    description: 'leave a uwsgi variable out; may be repeated',
    helpValue: 'NAME',
    multiple: true,
    helpGroup: MESSAGE,
  }),
  modifier1: modifierFlag({
    description: 'who answers: a number, or python, psgi, lua, rack, cgi, php …',
    helpGroup: MESSAGE,
  }),
  modifier2: Flags.integer({
    min: 0,
    max: 255,
    helpValue: 'N',
    description: 'what of it, where it has several',
    helpGroup: MESSAGE,
  }),
  timeout: durationFlag({
    char: 'W',
    description: 'give up after this long, 0 for never (default: after 5s in which next to nothing moved)',
    helpGroup: EXCHANGE,
  }),
  offline: Flags.boolean({description: 'build it and show it, send nothing', helpGroup: EXCHANGE}),
  curl: Flags.boolean({
    description: 'print the curl command for the same request by HTTP, send nothing',
    helpGroup: EXCHANGE,
  }),
  print: partsFlag({
    char: 'p',
    description:
      'what to show: H head and B body of the request, E its variables, h head and b body of the answer, m timings',
    helpValue: 'LETTERS',
    helpGroup: OUTPUT,
  }),
  verbose: Flags.boolean({char: 'v', description: 'the same as -p HhBb', helpGroup: OUTPUT}),
  include: Flags.boolean({char: 'i', description: 'show the head of the answer too (-p hb)', helpGroup: OUTPUT}),
  headers: Flags.boolean({char: 'I', description: 'ask with HEAD and show the head (-p h)', helpGroup: OUTPUT}),
  output: Flags.string({
    char: 'o',
    description: 'write to a file, whole or not at all',
    helpValue: 'FILE',
    helpGroup: OUTPUT,
  }),
  raw: Flags.boolean({description: 'every byte of the answer, untouched', helpGroup: OUTPUT}),
  dump: Flags.boolean({description: 'show the packet in hex, as xxd does', helpGroup: OUTPUT}),
  'check-status': Flags.boolean({
    description: 'exit with 4 for a 4xx, 5 for a 5xx (default)',
    default: true,
    allowNo: true,
    helpGroup: VERDICT,
  }),
  'expect-status': statusFlag({
    description: 'exit with 1 unless the status is one of these: 200, 2xx, 200-299,404',
    helpValue: 'STATUS',
    helpGroup: VERDICT,
  }),
  'expect-body': patternFlag({
    description: 'exit with 1 unless the body matches',
    helpValue: 'REGEXP',
    helpGroup: VERDICT,
  }),
}
