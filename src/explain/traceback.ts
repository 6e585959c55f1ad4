/** An exception of the application, as Python prints it. */
export interface Exception {
  /** `KeyError: 'SECRET_KEY'` */
  readonly error: string
  /** `/srv/app/app.py:3`: the innermost frame outside of Python's own folders. */
  readonly where: string | undefined
}

const FRAME = /^\s*File "(?<file>[^"]+)", line (?<line>\d+)/
const LIBRARY = /\/(site-packages|dist-packages|lib\/python[\d.]+|lib64\/python[\d.]+)\/|^<frozen/
const ERROR =
  /^(?<error>[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Iteration|DoesNotExist|Configured|NotReady|NotFound|[A-Z]\w+)\b(?::.*)?|[a-z_][\w.]*\.[A-Z]\w+(?::.*)?)$/
/** Lines that one traceback may have; the rest is left alone. */
export const MAX_TRACEBACK = 400

/** Takes the lines behind "Traceback (most recent call last):" one by one. */
export class TracebackReader {
  #where: string | undefined
  #inner: string | undefined

  /** The exception, when this was its line; `'more'` while the frames go on, `undefined` when it was no traceback. */
  push(line: string): Exception | 'more' | undefined {
    const frame = FRAME.exec(line)?.groups
    if (frame) {
      const place = `${frame['file']}:${frame['line']}`
      this.#inner = place
      if (!LIBRARY.test(frame['file']!)) this.#where = place
      return 'more'
    }
    if (line === '' || /^\s/.test(line)) return 'more'
    const error = ERROR.exec(line)?.groups?.['error']
    return error === undefined ? undefined : {error: error.slice(0, 500), where: this.#where ?? this.#inner}
  }
}
