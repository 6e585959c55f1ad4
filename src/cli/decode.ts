import {TsgiError, usageError} from '../errors.js'
import {DecodeError} from '../wire/decode-error.js'
import {type Dissection, dissect} from '../wire/dissect.js'
import {recogniseForeign} from '../wire/foreign.js'
import {readAsServer} from '../wire/server-reading.js'

/**
 * Takes a capture apart.
 *
 * @throws TsgiError `TSGI_NOT_A_PACKET`, usage, with what it is instead where that is known, else why not and where.
 */
export function decodeCapture(bytes: Buffer): Dissection {
  if (bytes.length === 0) throw usageError('TSGI_NOT_A_PACKET', 'the capture is empty')
  const foreign = recogniseForeign(bytes)
  if (foreign) {
    const {log, notes} = readAsServer(bytes)
    const outcome = log.length > 0 ? `logs ${JSON.stringify(log[0])}` : (notes[0] ?? 'takes it for a request')
    throw usageError(
      'TSGI_NOT_A_PACKET',
      `this is ${foreign.what}, no uwsgi packet; a uwsgi socket that gets it ${outcome}`,
      ...(ADVICE[foreign.protocol] ?? []),
    )
  }
  try {
    return dissect(bytes)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const text = /^[\t\r\n -~]{4}/.test(bytes.toString('latin1', 0, 4)) ? ', and it begins with text' : ''
    throw new TsgiError(`this is no uwsgi packet: ${error.message}${text}`, {
      code: 'TSGI_NOT_A_PACKET',
      kind: 'usage',
      suggestions: ['--uwsgi reads it as a server would, which forgives some of it', 'tsgi packet --decode --help'],
      cause: error,
    })
  }
}

const HTTP_ADVICE = [
  'http-socket = speaks HTTP, socket = speaks uwsgi',
  'in nginx, uwsgi_pass speaks uwsgi and proxy_pass speaks HTTP',
]

const ADVICE: Readonly<Record<string, readonly string[]>> = {
  'http-request': HTTP_ADVICE,
  http2: HTTP_ADVICE,
  tls: ['https-socket = speaks TLS; a uwsgi socket does not'],
  'proxy-protocol': ['take proxy_protocol out of what connects, or use http-socket = with enable-proxy-protocol'],
  'http-response': ['this is what an application answers: it has no header of uwsgi'],
  json: ['a stats server of uWSGI sends such; uwsgitop reads it'],
}
