import {ERRNOS, EXIT_CODES, SIGNALS, STATUSES} from '../knowledge/exit-codes.js'
import {foreignClient} from '../knowledge/first-bytes.js'
import {nginxDocs, uwsgiDocs} from '../knowledge/problems/problem.js'
import type {Lookup, Topic} from './topic.js'

/** A number, with the word that says what kind: `exit 22`, `signal 9`, `errno 111`, `502`, `21573`. */
const ASKED =
  /^(?:(?<kind>exit(?: ?(?:code|status))?|code|rc|status|signal|sig|errno|error|http|size|block size) *[=:]? *)?(?<number>\d{1,10})$/i

/** `502 Bad Gateway`, as a browser says it. */
const PHRASE =
  /^(?:HTTP\/[\d.]+ |error )?([45]\d\d) (?:bad gateway|gateway time-?out|internal server error|service unavailable|bad request|request entity too large|content too large|request header or cookie too large|forbidden|not found)$/i

/** Everything that a number may be. */
export const lookupNumber: Lookup = (thing) => {
  const named = /^(?:(?:signal|errno|error) )?(?<name>SIG[A-Z\d]+|E[A-Z]{3,})$/i
    .exec(thing)
    ?.groups?.['name']?.toUpperCase()
  if (named !== undefined) return [...signals(({name}) => name === named), ...errnos(({name}) => name === named)]
  const {kind = '', number: digits} = ASKED.exec(thing.replace(PHRASE, 'http $1'))?.groups ?? {}
  if (digits === undefined) return []
  const number = Number(digits)
  const asked = kind.toLowerCase()
  const isOpen = asked === ''
  const wants = (words: RegExp) => isOpen || words.test(asked)
  return [
    ...(wants(/size/) ? blockSize(number, !isOpen) : []),
    ...(wants(/status|http|code/) ? status(number) : []),
    ...(wants(/exit|code|rc|status/) ? exitCode(number) : []),
    ...(wants(/sig/) ? signals((facts) => facts.number === number) : []),
    ...(wants(/err/) ? errnos((facts) => facts.number === number) : []),
  ]
}

function blockSize(number: number, isAsked: boolean): Topic[] {
  const client = number > 0xffff ? undefined : foreignClient(number)
  if (!client && !isAsked && number < 4096) return []
  if (number > 0xffff) return []
  const bytes = `0x${(number & 0xff).toString(16).padStart(2, '0')} 0x${(number >> 8).toString(16).padStart(2, '0')}`
  return [
    {
      kind: 'block size',
      name: String(number),
      title: client
        ? `"invalid request block size: ${number}": the client sent ${client.name}`
        : `"invalid request block size: ${number}": probably a real request, larger than buffer-size`,
      means: client
        ? `uWSGI reads the second and third byte as a size: ${bytes}, of "${client.bytes}…". It speaks uwsgi there, and the client does not.`
        : `The bytes ${bytes} are the start of no protocol that is known here. A uwsgi packet of that size does not fit into buffer-size (4096 by default).`,
      related: [client ? 'U001' : 'U002'],
      documentation: uwsgiDocs('Protocol.html'),
    },
  ]
}

function status(number: number): Topic[] {
  const facts = STATUSES[number]
  if (!facts) return []
  return [
    {
      kind: 'HTTP status',
      name: String(number),
      title: `an answer with status ${number}: ${facts.meaning}`,
      related: facts.problems,
      documentation: nginxDocs('uwsgi_pass'),
    },
  ]
}

function exitCode(code: number): Topic[] {
  const known = EXIT_CODES.filter((facts) => facts.code === code)
  if (known.length === 0 && code > 128 && code < 160) {
    const signal = SIGNALS.find(({number}) => number === code - 128)
    if (signal)
      return [
        exitTopic({code, where: 'shell or container', meaning: `ended by ${signal.name} (128 + ${signal.number})`}),
      ]
  }
  return known.map(exitTopic)
}

function exitTopic({
  code,
  where,
  meaning,
  problem,
}: {
  code: number
  where: string
  meaning: string
  problem?: string
}): Topic {
  return {
    kind: 'exit code',
    name: String(code),
    title: `exit code ${code} of ${where}: ${meaning}`,
    related: problem === undefined ? [] : [problem],
  }
}

function signals(is: (facts: {readonly number: number; readonly name: string}) => boolean): Topic[] {
  return SIGNALS.filter(is).map(({number, name, meaning, problem}) => ({
    kind: 'signal',
    name: String(number),
    title: `signal ${number}, ${name}: uWSGI ${number < 4 || number === 10 || number === 15 ? meaning : `or a worker: ${meaning}`}`,
    related: problem === undefined ? [] : [problem],
    documentation: uwsgiDocs('Management.html'),
  }))
}

function errnos(is: (facts: {readonly number: number; readonly name: string}) => boolean): Topic[] {
  return ERRNOS.filter(is).map(({number, name, meaning, problem}) => ({
    kind: 'errno',
    name: String(number),
    title: `error ${number}, ${name}: ${meaning}`,
    related: problem === undefined ? [] : [problem],
  }))
}
