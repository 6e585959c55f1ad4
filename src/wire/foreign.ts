/** Another protocol, recognised by its first bytes, where a uwsgi packet was expected. */
export interface Foreign {
  readonly protocol:
    | 'http-request'
    | 'http-response'
    | 'http2'
    | 'proxy-protocol'
    | 'tls'
    | 'fastcgi'
    | 'scgi'
    | 'json'
    | 'ssh'
  /** What it is, in words: `an HTTP request (GET)`. */
  readonly what: string
  /** The block size that a uwsgi server reads out of it, and names in its log: 21573 is the `ET` of `GET`. */
  readonly blockSize: number
}

const METHOD = /^(GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE) /
const PROXY_V2 = '\r\n\r\n\0\r\nQUIT\n'

/** Which other protocol these bytes begin; `undefined` when it is none of those that meet a uwsgi socket by mistake. */
export function recogniseForeign(bytes: Uint8Array): Foreign | undefined {
  if (bytes.length < 4) return undefined
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1')
  const named = name(head)
  return named && {protocol: named[0], what: named[1], blockSize: bytes[1]! + 256 * bytes[2]!}
}

function name(head: string): [Foreign['protocol'], string] | undefined {
  const method = METHOD.exec(head)?.[1]
  if (method) return ['http-request', `an HTTP request (${method})`]
  if (/^HTTP\/\d/.test(head)) return ['http-response', 'an HTTP response']
  if (head.startsWith('PRI * HTTP/2')) return ['http2', 'an HTTP/2 connection']
  if (head.startsWith('PROXY ')) return ['proxy-protocol', 'a PROXY protocol header']
  if (head.startsWith(PROXY_V2)) return ['proxy-protocol', 'a PROXY protocol header (version 2)']
  if (head.startsWith('SSH-')) return ['ssh', 'an SSH greeting']
  if (/^\d{1,6}:CONTENT_LENGTH$/.test(head.split('\0')[0]!)) return ['scgi', 'an SCGI request']
  if (/^\{\s*"/.test(head)) return ['json', 'JSON: what a stats server sends']
  return binary(head)
}

function binary(head: string): [Foreign['protocol'], string] | undefined {
  const [first, second, third, fourth] = Buffer.from(head, 'latin1')
  // A record of TLS 1.0 to 1.3: handshake (22), then the version 3.1 to 3.4.
  if (first === 22 && second === 3 && third! <= 4) return ['tls', 'a TLS handshake: HTTPS']
  // A record of FastCGI: version 1, a type of 1 to 11, a request id that starts at 0 or 1.
  if (first === 1 && second! >= 1 && second! <= 11 && third === 0 && fourth! <= 1)
    return ['fastcgi', 'a FastCGI record']
  return undefined
}
