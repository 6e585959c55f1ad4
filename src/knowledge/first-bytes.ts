/** What a client that does not speak uwsgi says first, and so what uWSGI reads as the size of a packet. */
export interface ForeignClient {
  readonly name: string
  /** The first bytes as text, or how they are written. */
  readonly bytes: string
}

const WORDS: readonly (readonly [start: string, name: string])[] = [
  ['GET ', 'an HTTP request (GET)'],
  ['POST ', 'an HTTP request (POST)'],
  ['HEAD ', 'an HTTP request (HEAD)'],
  ['PUT ', 'an HTTP request (PUT)'],
  ['PATCH ', 'an HTTP request (PATCH)'],
  ['DELETE ', 'an HTTP request (DELETE)'],
  ['OPTIONS ', 'an HTTP request (OPTIONS)'],
  ['CONNECT ', 'an HTTP request (CONNECT)'],
  ['TRACE ', 'an HTTP request (TRACE)'],
  ['PROPFIND ', 'an HTTP request (PROPFIND)'],
  ['PROXY ', 'the PROXY protocol'],
  ['PRI * ', 'HTTP/2 without TLS'],
  ['SSH-', 'SSH'],
  ['HELP', 'a port scanner (HELP)'],
  ['EHLO', 'SMTP'],
]

/** TLS begins with 16 03 01 or 16 03 03; the size is then in the bytes 3 and 1, or 3 and 3. */
const TLS_SIZES = [0x0103, 0x0303]

/** Who sends bytes whose second and third make that number, little endian; `undefined`: probably a real uwsgi packet. */
export function foreignClient(size: number): ForeignClient | undefined {
  if (TLS_SIZES.includes(size)) return {name: 'a TLS handshake', bytes: '\\x16\\x03'}
  const found = WORDS.find(([start]) => start.charCodeAt(1) + 256 * start.charCodeAt(2) === size)
  return found && {name: found[1], bytes: found[0]}
}

/** Every size with its client, for documentation. */
export const foreignSizes: readonly (readonly [size: number, client: ForeignClient])[] = WORDS.map(([bytes, name]) => [
  bytes.charCodeAt(1) + 256 * bytes.charCodeAt(2),
  {name, bytes},
])
