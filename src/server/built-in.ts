import {createHash} from 'node:crypto'
import type {Var} from '../wire/vars.js'
import type {FetchContext} from './fetch-handler.js'

/** What the built-in application received, in the shape of its JSON answer. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly remote_address: string
  /** In order, as the front sent them; bytes that are no UTF-8 are shown as U+FFFD. */
  readonly vars: readonly Var[]
  readonly body: {readonly bytes: number; readonly sha256: string}
}

type Format = 'text' | 'html' | 'json'

const TYPES: Readonly<Record<Format, string>> = {text: 'text/plain', html: 'text/html', json: 'application/json'}

/**
 * The application that is served when there is none: it shows the request it received, in the format that `?format=` or `Accept`
 * asks for, text when neither does.
 */
export const builtInApplication = {fetch: show}

async function show(request: Request, {vars, remoteAddress}: FetchContext): Promise<Response> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    hash.update(chunk)
    bytes += chunk.length
  }
  const received: Received = {
    method: request.method,
    url: request.url,
    remote_address: remoteAddress,
    vars: vars.map(([name, value]) => [readable(name), readable(value)] as const),
    body: {bytes, sha256: hash.digest('hex')},
  }
  const format = formatFor(request)
  const text = {text: asText, html: asHtml, json: asJson}[format](received)
  return new Response(text, {headers: {'content-type': `${TYPES[format]}; charset=utf-8`, 'cache-control': 'no-store'}})
}

function formatFor(request: Request): Format {
  const asked = new URL(request.url).searchParams.get('format')
  if (asked === 'text' || asked === 'html' || asked === 'json') return asked
  let best: {format: Format; quality: number} = {format: 'text', quality: 0}
  for (const range of (request.headers.get('accept') ?? '').split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const format = (Object.keys(TYPES) as Format[]).find((name) => TYPES[name] === type)
    const quality = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)
    if (format !== undefined && quality > best.quality) best = {format, quality}
  }
  return best.format
}

function asJson(received: Received): string {
  return `${JSON.stringify(received, undefined, 2)}\n`
}

function asText({method, url, remote_address, vars, body}: Received): string {
  const lines = vars.map(([name, value]) => `${name}=${value}`)
  const from = remote_address === '' ? '' : ` from ${remote_address}`
  return [`${method} ${url}${from}`, '', ...lines, '', `body: ${body.bytes} bytes, sha256 ${body.sha256}`, ''].join(
    '\n',
  )
}

function asHtml({method, url, vars, body}: Received): string {
  const rows = vars.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>uwsgi request</title>
<style>body{font:1rem/1.5 system-ui;margin:2rem}th{text-align:left;padding-right:1rem;vertical-align:top}td{overflow-wrap:anywhere}</style>
<h1>${escaped(method)} ${escaped(url)}</h1>
<table>
${rows.join('\n')}
</table>
<p>Body: ${body.bytes} bytes, SHA-256 <code>${body.sha256}</code></p>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function readable(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
