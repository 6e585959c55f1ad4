import {TsgiError} from '../errors.js'

/** Bytes that do not decode. `code` is `TSGI_BAD_PACKET`, `TSGI_BAD_BLOCK` or `TSGI_BAD_ANSWER`. */
export class DecodeError extends TsgiError {
  override readonly name = 'DecodeError'
  /** Where reading stopped, in bytes from the start of what was decoded. */
  readonly offset: number

  constructor(code: 'TSGI_BAD_PACKET' | 'TSGI_BAD_BLOCK' | 'TSGI_BAD_ANSWER', message: string, offset: number) {
    super(`${message} (at byte ${offset})`, {code, kind: 'negative'})
    this.offset = offset
  }
}

/** The block of a packet is malformed. */
export function badBlock(message: string, offset: number): DecodeError {
  return new DecodeError('TSGI_BAD_BLOCK', message, offset)
}

/** What came back is not what this question is answered with. */
export function badAnswer(message: string, offset: number): DecodeError {
  return new DecodeError('TSGI_BAD_ANSWER', message, offset)
}
