import {request as requestHttp} from 'node:http'
import {request as requestHttps} from 'node:https'

/** A GET to a web server of this machine, by the name of a site. */
export interface SiteQuestion {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  /** What the client believes to talk to: the `Host` header, and the name of TLS. */
  readonly name: string
  readonly path: string
  /** Milliseconds; default 10,000. */
  readonly timeout?: number
}

export type SiteAnswer =
  | {readonly ok: true; readonly status: number; readonly body: Buffer; readonly time_ms: number}
  /** `ECONNREFUSED`, `ETIMEDOUT`, or what Node says. */
  | {readonly ok: false; readonly reason: string; readonly time_ms: number}

/** What is kept of a body. */
const KEEP = 4 << 20

/** Asks a web server; a certificate is not verified: it is the way that is tested, not the trust. Never throws. */
export function askSite({host, port, isTls, name, path, timeout = 10_000}: SiteQuestion): Promise<SiteAnswer> {
  const started = performance.now()
  const since = () => Math.round((performance.now() - started) * 1000) / 1000
  const options = {host, port, path, agent: false, headers: {Host: name, 'User-Agent': 'tsgi-setup'}} as const
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ok: false, reason, time_ms: since()})
    const sent = isTls
      ? requestHttps({...options, servername: /^[\d.:]+$/.test(name) ? '' : name, rejectUnauthorized: false})
      : requestHttp(options)
    const timer = setTimeout(() => sent.destroy(Object.assign(new Error(), {code: 'ETIMEDOUT'})), timeout)
    sent.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      fail(error.code ?? error.message)
    })
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      let kept = 0
      response.on('data', (chunk: Buffer) => {
        if (kept < KEEP) chunks.push(chunk)
        kept += chunk.length
      })
      response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
      response.on('end', () => {
        clearTimeout(timer)
        resolve({ok: true, status: response.statusCode ?? 0, body: Buffer.concat(chunks), time_ms: since()})
      })
    })
    sent.end()
  })
}
