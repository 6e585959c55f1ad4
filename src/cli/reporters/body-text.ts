import {TextDecoder} from 'node:util'
import {printableLines} from '../printable.js'
import {looksBinary} from '../text.js'

const MEDIA = /^(image|audio|video|font)\/(?!svg)|^application\/(octet-stream|pdf|zip|gzip|wasm)\b/i

/** A body for a person at a terminal, chunk by chunk: text made safe, anything else left out with a note. */
export class BodyText {
  readonly #decoder: TextDecoder
  #binary: boolean
  #bytes = 0
  #shownAny = false
  #held = ''
  #last = '\n'

  constructor(contentType = '') {
    this.#binary = MEDIA.test(contentType)
    this.#decoder = decoderFor(/charset="?([\w.:-]+)/i.exec(contentType)?.[1])
  }

  get isBinary(): boolean {
    return this.#binary
  }

  push(chunk: Uint8Array): string {
    // Only the first chunk surely starts with a character; a NUL is binary anywhere.
    this.#binary ||= this.#bytes === 0 ? looksBinary(chunk) : chunk.includes(0)
    this.#bytes += chunk.length
    return this.#binary ? '' : this.#show(this.#decoder.decode(chunk, {stream: true}))
  }

  /** What is left to say: the end of the text, a newline for the prompt behind it, or what was left out. */
  finish(bytes = this.#bytes): string {
    if (this.#binary) {
      const what = this.#shownAny ? 'the rest is binary and not shown' : 'binary body not shown'
      return `${this.#newline()}(${what}: ${bytes.toLocaleString('en')} bytes)\n`
    }
    const rest = this.#show(this.#decoder.decode(), true)
    return this.#shownAny ? rest + this.#newline() : rest
  }

  /** A carriage return at the end waits for the next chunk: it may belong to a newline. */
  #show(decoded: string, isEnd = false): string {
    const text = this.#held + decoded
    this.#held = !isEnd && text.endsWith('\r') ? '\r' : ''
    const shown = printableLines(this.#held ? text.slice(0, -1) : text)
    if (shown !== '') {
      this.#shownAny = true
      this.#last = shown.at(-1)!
    }
    return shown
  }

  #newline(): string {
    return this.#last === '\n' ? '' : '\n'
  }
}

function decoderFor(charset = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}
