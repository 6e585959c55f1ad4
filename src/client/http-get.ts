import type {LookupAddress} from 'node:dns'
import type {IncomingMessage} from 'node:http'
import type {TLSSocket} from 'node:tls'

/** What came of a GET through a web server. */
export interface HttpAnswer {
  readonly ok: true
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The first bytes. */
  readonly body: Buffer
  readonly time_ms: number
  /** Until the connection stood, TLS not counted. */
  readonly connect_ms: number
  /** Of the server, over TLS. */
  readonly certificate?: CertificateFacts
}

/** What a certificate says, and what a client holds against it. */
export interface CertificateFacts {
  readonly subject: string
  readonly names: string
  readonly validFrom: Date
  readonly validTo: Date
  /** `CERT_HAS_EXPIRED`, …; empty when it is trusted. */
  readonly problem: string
}

/** No answer: `state` is the errno's name, `silent` or `closed`. */
export interface NoHttpAnswer {
  readonly ok: false
  readonly state: string
  readonly time_ms: number
}

const KEEP = 64 * 1024

/** Where a name leads; the errno's name when nowhere. */
export async function resolveName(name: string): Promise<readonly LookupAddress[] | string> {
  const {lookup} = await import('node:dns/promises')
  return lookup(name.replace(/^\[|\]$/g, ''), {all: true}).catch(
    (error: NodeJS.ErrnoException) => error.code ?? 'ENOTFOUND',
  )
}

/** One GET, on a connection of its own, no redirect followed, whatever the certificate says. Never throws for the server. */
export async function httpGet(url: URL, timeout: number): Promise<HttpAnswer | NoHttpAnswer> {
  const {request} = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  const started = performance.now()
  const time = () => Math.round((performance.now() - started) * 10) / 10
  return new Promise((resolve) => {
    const sent = request(url, {
      agent: false,
      headers: {'user-agent': 'tsgi-doctor', connection: 'close'},
      ...(url.protocol === 'https:' ? {rejectUnauthorized: false} : {}),
    })
    let connect_ms = 0
    sent.once('socket', (socket) =>
      socket.once('connect', () => {
        connect_ms = time()
      }),
    )
    const timer = setTimeout(() => sent.destroy(Object.assign(new Error(), {code: 'silent'})), timeout)
    const fail = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      resolve({ok: false, state: error.code === 'ECONNRESET' ? 'closed' : (error.code ?? 'closed'), time_ms: time()})
    }
    sent.once('error', fail)
    sent.once('response', async (answer) => {
      const certificate = certificateOf(answer)
      const body = await bodyOf(answer)
      clearTimeout(timer)
      const {statusCode: status = 0, headers} = answer
      resolve({ok: true, status, headers, body, connect_ms, time_ms: time(), ...(certificate ? {certificate} : {})})
    })
    sent.end()
  })
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > KEEP) break
    }
  } catch {
    // it broke off: what came is what there is
  }
  return Buffer.concat(chunks).subarray(0, KEEP)
}

function certificateOf({socket}: IncomingMessage): CertificateFacts | undefined {
  const {getPeerCertificate, authorizationError} = socket as TLSSocket
  if (!getPeerCertificate) return undefined
  const found = (socket as TLSSocket).getPeerCertificate()
  return {
    subject: String(found.subject?.CN ?? ''),
    names: found.subjectaltname ?? '',
    validFrom: new Date(found.valid_from),
    validTo: new Date(found.valid_to),
    problem: authorizationError
      ? String((authorizationError as Error & {code?: string}).code ?? authorizationError)
      : '',
  }
}
