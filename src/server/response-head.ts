/** nginx refuses a head over its `uwsgi_buffer_size`, one memory page by default: 502 "upstream sent too big header". */
export const FRONT_HEAD_BYTES = 4096

/** What belongs to one connection (RFC 9110, 7.6.1); the connection to the front is closed behind every answer. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const HOP_BY_HOP_LINE = new RegExp(`^(?:${[...HOP_BY_HOP].join('|')}):.*\\r\\n`, 'gim')

/** A head without the lines that concern the connection alone. */
export function withoutHopByHop(head: string): string {
  return head.replace(HOP_BY_HOP_LINE, '')
}

const TOKEN = /^[!#$%&'*+.^`|~\w-]+$/
const NOT_FIELD_TEXT = /[^\t\x20-\x7e\x80-\xff]/

export interface ResponseHead {
  readonly protocol: string
  /** 200–599 */
  readonly status: number
  /** Byte string; may be empty. */
  readonly reason: string
  readonly headers: Iterable<readonly [name: string, value: string]>
  /** Bytes of the body, when they are known: then no other `Content-Length` counts. */
  readonly length?: number | undefined
}

/**
 * The head of an answer as fronts demand it: one status line, CRLF, nothing about the connection. A byte string.
 *
 * @throws Error for what would end a header early or make a front refuse the answer: Apache and nginx answer 502 to control
 * characters, and what follows a CR LF would be a header of its own.
 */
export function encodeResponseHead({protocol, status, reason, headers, length}: ResponseHead): string {
  if (!Number.isInteger(status) || status < 200 || status > 599) throw new Error(`${status} is no status of an answer`)
  if (NOT_FIELD_TEXT.test(reason)) throw new Error(`the reason ${JSON.stringify(reason)} holds a control character`)
  let head = `${protocol} ${status} ${reason}\r\n`
  for (const [name, value] of headers) {
    if (NOT_FIELD_TEXT.test(value)) {
      throw new Error(`the header ${name} holds a control character or one above 0xFF: ${JSON.stringify(value)}`)
    }
    const kind = kindOfHeader(name)
    if (kind === 'other' || (kind === 'length' && length === undefined)) head += `${name}: ${value}\r\n`
  }
  return length === undefined ? `${head}\r\n` : `${head}Content-Length: ${length}\r\n\r\n`
}

type HeaderKind = 'hop' | 'length' | 'other'
const headerKinds = new Map<string, HeaderKind>()
/** An application may make names up without end. */
const MAX_HEADER_KINDS = 500

function kindOfHeader(name: string): HeaderKind {
  const seen = headerKinds.get(name)
  if (seen !== undefined) return seen
  if (!TOKEN.test(name)) throw new Error(`${JSON.stringify(name)} is no header name`)
  const lower = name.toLowerCase()
  const kind = HOP_BY_HOP.has(lower) ? 'hop' : lower === 'content-length' ? 'length' : 'other'
  if (headerKinds.size < MAX_HEADER_KINDS) headerKinds.set(name, kind)
  return kind
}
