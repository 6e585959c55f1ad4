import {once} from 'node:events'
import {type IncomingHttpHeaders, type IncomingMessage, request as plain} from 'node:http'
import {connect} from 'node:http2'
import {request as secure} from 'node:https'

export interface Browse {
  readonly port: number
  /** Also the name that TLS asks for. */
  readonly host: string
  /** As it goes over the wire. */
  readonly path?: string
  readonly tls?: boolean
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface Page {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
}

/** One request to 127.0.0.1, to whatever name; certificates are not looked at, redirects not followed. */
export async function browse({
  port,
  host,
  path = '/',
  tls = false,
  method = 'GET',
  headers,
  body,
}: Browse): Promise<Page> {
  const options = {
    ...{host: '127.0.0.1', port, path, method, agent: false as const},
    headers: {
      Host: host,
      ...(body === undefined ? {} : {'Content-Length': String(Buffer.byteLength(body))}),
      ...headers,
    },
  }
  const request = tls ? secure({...options, servername: host, rejectUnauthorized: false}) : plain(options)
  request.setTimeout(20_000, () => request.destroy(new Error(`no answer for ${path}`)))
  request.end(body)
  const [message] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return {status: message.statusCode!, headers: message.headers, body: bytes, text: bytes.toString('utf8')}
}

/** The protocol that a server agrees to when HTTP/2 is offered: `h2` or `http/1.1`. */
export async function protocolOf(port: number, host: string): Promise<string | undefined> {
  const session = connect(`https://127.0.0.1:${port}`, {servername: host, rejectUnauthorized: false})
  try {
    await once(session, 'connect')
    return session.alpnProtocol
  } catch {
    return undefined
  } finally {
    session.destroy()
  }
}
