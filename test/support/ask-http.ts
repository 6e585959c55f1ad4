import {Agent, type IncomingMessage, request as plain} from 'node:http'
import {request as secure} from 'node:https'
import {connect} from 'node:net'

/** One request to a port of this machine, as if the name led there. */
export interface HttpQuestion {
  readonly port: number
  readonly host?: string
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  readonly tls?: boolean
}

export interface HttpReply {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Sends it on a connection of its own; certificates are not checked. */
export function askHttp({
  port,
  host = 'example.org',
  path = '/',
  method,
  headers,
  body,
  tls,
}: HttpQuestion): Promise<HttpReply> {
  const options = {
    ...{host: '127.0.0.1', port, path, method: method ?? (body === undefined ? 'GET' : 'POST')},
    headers: {Host: host, ...headers, ...(body === undefined ? {} : {'Content-Length': Buffer.byteLength(body)})},
    maxHeaderSize: 65_536,
  }
  return new Promise((resolve, reject) => {
    const onReply = async (reply: IncomingMessage) => {
      const chunks: Buffer[] = []
      for await (const chunk of reply) chunks.push(chunk as Buffer)
      resolve({status: reply.statusCode!, headers: reply.headers, body: Buffer.concat(chunks).toString('utf8')})
    }
    const sent = tls
      ? secure({...options, servername: host.replace(/:\d+$/, ''), rejectUnauthorized: false, agent: false}, onReply)
      : plain({...options, agent: new Agent({keepAlive: false})}, onReply)
    sent.on('error', reject).setTimeout(10_000, () => sent.destroy(new Error('timed out')))
    sent.end(body)
  })
}

/** Bytes to a port, and what comes back until `enough` or the end. */
export function askRaw(port: number, bytes: Buffer | string, enough: (answer: Buffer) => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0)
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(10_000, () => socket.destroy(new Error(`timed out after ${answer.toString('latin1')}`)))
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk])
      if (enough(answer)) socket.destroy()
    })
    socket.on('error', reject).on('close', () => resolve(answer))
  })
}
