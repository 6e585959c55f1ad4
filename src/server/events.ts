/**
 * What came that was not a whole, well-formed request, and what went wrong on the way to the client. Each is one line of the
 * server's log; none of them is answered with an HTTP error, because the real uWSGI answers them with zero bytes.
 */
export type ProblemKind =
  | 'block-too-big'
  | 'too-many-vars'
  | 'malformed'
  | 'empty'
  | 'foreign'
  | 'modifier'
  | 'head-timeout'
  | 'head-cut'
  | 'body-timeout'
  | 'body-short'
  | 'body-long'
  | 'write-timeout'
  | 'client-gone'
  | 'crowded'
  | 'big-head'
  | 'listener'

/** One request that was answered, or whose client left (`aborted`). */
export interface RequestEvent {
  readonly type: 'request'
  readonly remote_addr: string
  readonly remote_user: string
  readonly method: string
  /** Path and query, as the application saw them. */
  readonly uri: string
  readonly protocol: string
  /** 0 when no answer was begun. */
  readonly status: number
  /** Bytes of the answer behind its head. */
  readonly body_bytes: number
  /** From the packet being whole to the answer being handed to the kernel. */
  readonly time_ms: number
  readonly vars: number
  readonly aborted: boolean
}

/** A ping (modifier 100) or an echo (101) was answered. */
export interface PacketEvent {
  readonly type: 'ping' | 'echo'
  readonly from: string
}

export interface ProblemEvent {
  readonly type: 'problem'
  readonly kind: ProblemKind
  readonly from: string
  /** One sentence in the words of uWSGI's own log where it has them. Holds no bytes of the client unescaped. */
  readonly message: string
}

/** The application failed: it threw, rejected, or returned what is no answer. */
export interface ExceptionEvent {
  readonly type: 'exception'
  readonly method: string
  readonly uri: string
  readonly error: unknown
}

/** What happens in the server, for its log. */
/** Everything but requests. */
export type ServerEvent = PacketEvent | ProblemEvent | ExceptionEvent
