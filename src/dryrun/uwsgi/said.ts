/** A frame of an exception: where it was. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** An exception of the application, in whichever language. */
export interface AppError {
  /** `KeyError: 'SECRET_KEY'` */
  readonly error: string
  readonly frames: readonly Frame[]
}

/** An application that uWSGI could not load. */
export interface FailedApp {
  /** `''` for the default one. */
  readonly mount: string
  readonly why?: AppError
  /** The file that could not be opened. */
  readonly missingFile?: string
}

/** What uWSGI said while it read, loaded and ended. */
export interface Said {
  readonly failed: readonly FailedApp[]
  /** How many applications it has loaded. */
  readonly loaded: number
  /** An exception that ended uWSGI itself: of Ruby, or `sys.exit` in Python. */
  readonly last?: AppError
  /** The application that was being mounted then; `''` for none. */
  readonly mount: string
  /** It came to its own end, behind everything that is loaded. */
  readonly isWhole: boolean
  /** `3.11.2`, of the Python inside. */
  readonly python?: string
  /** Lines that say nothing of their own taken out. */
  readonly lines: readonly string[]
}

const PYTHON_FRAME = /^\s*File "(?<file>[^"]+)", line (?<line>\d+)/
const RUBY_FRAME = /^\s+(?:from\s+)?(?<file>[^\s:<][^:]*|<internal:[^>]*>):(?<line>\d+):in /
const RUBY_ERROR = /^(?<file>[^\s:]+|<internal:[^>]*>):(?<line>\d+):in [`'].*?': (?<error>.*)$/
const PERL_ERROR = /^Error while loading (?<script>\S+): (?<error>.*)$/
const PYTHON_ERROR =
  /^(?<error>[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning|Iteration|DoesNotExist|Configured|NotReady|NotFound)\b(?::.*)?|[A-Za-z_][\w.]*\.[A-Z]\w+: .*)$/
/** What uWSGI prints at every start. */
const CHATTER =
  /^(\*\*\* Starting uWSGI|compiled with version|os: |nodename: |machine: |clock source: |pcre jit |detected |current working directory|\[uWSGI\] getting |uWSGI running as root|\*\*\* WARNING: you are running uWSGI (as root|without its master)|your (processes|memory|mercy|server socket)|initialized Perl|ruby \d|Rack::BodyProxy|Initializing Lua|PHP \S+ initialized|added \S+ to pythonpath|mounting \S+ on |lock engine: |thunder lock: |set(uid|gid)\(\) to |chdir\(\) to |\*\*\* Operational MODE|mapped \d+ bytes|Python (version|main interpreter)|\*\*\* Python threads support|no-server mode requested|set additional group|\*\*\* no app loaded\. going|$)/

/** What `log-date` puts in front of a line of uWSGI's own. */
const DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} - /

/** Reads the output of uWSGI's dry run. */
export function readSaid(output: string): Said {
  const reader = new SaidReader()
  const lines = output.split(/\r?\n/).map((line) => line.replace(DATE, ''))
  for (const line of lines) reader.push(line)
  return {...reader.result(), lines: lines.filter((line) => !CHATTER.test(line.trim()))}
}

class SaidReader {
  readonly #failed: FailedApp[] = []
  #frames: Frame[] = []
  #why: AppError | undefined
  #missingFile: string | undefined
  /** The application that is being mounted, by its path. */
  #mount = ''
  #loaded = 0
  #isWhole = false
  #python: string | undefined

  push(line: string): void {
    const failed = /^unable to load app \d+ \(mountpoint='(?<mount>[^']*)'\)|^unable to find PSGI function/.exec(line)
    if (failed) this.#fail(failed.groups?.['mount'] || this.#mount)
    else if (/^\w+ app \d+ (\(.*\) )?(ready|loaded)\b/.test(line)) this.#load()
    else if (/^no-server mode requested/.test(line)) this.#isWhole = true
    else if (/^Traceback \(most recent call last\)/.test(line)) this.#frames = []
    else this.#read(line)
  }

  result(): Omit<Said, 'lines'> {
    const [failed, loaded, isWhole, mount] = [this.#failed, this.#loaded, this.#isWhole, this.#mount]
    return {
      ...{failed, loaded, isWhole, mount},
      ...(this.#why ? {last: this.#why} : {}),
      ...(this.#python ? {python: this.#python} : {}),
    }
  }

  #fail(mount: string): void {
    const [why, missingFile] = [this.#why, this.#missingFile]
    this.#failed.push({mount, ...(why ? {why} : {}), ...(missingFile === undefined ? {} : {missingFile})})
    this.#forget()
  }

  #load(): void {
    this.#loaded++
    this.#forget() // what it printed before was not its end
  }

  #forget(): void {
    this.#why = undefined
    this.#missingFile = undefined
    this.#mount = ''
    this.#frames = []
  }

  #read(line: string): void {
    this.#mount = /^mounting .* on (\S+)$/.exec(line)?.[1] ?? this.#mount
    this.#python = /^Python version: (\d+\.\d+(?:\.\d+)?)/.exec(line)?.[1] ?? this.#python
    this.#missingFile = /^failed to open python file (.*)$/.exec(line)?.[1] ?? this.#missingFile
    const frame = PYTHON_FRAME.exec(line)?.groups
    if (frame) this.#frames.push({file: frame['file']!, line: Number(frame['line']), text: line.trim()})
    else this.#readRuby(line) || this.#readPerl(line) || this.#readError(line)
  }

  #readError(line: string): void {
    const error = PYTHON_ERROR.exec(line)?.groups?.['error']
    if (error === undefined) return
    this.#why = {error: error.slice(0, 500), frames: this.#frames}
    this.#frames = []
  }

  /** The error comes first, then where it was, the innermost first. */
  #readRuby(line: string): boolean {
    const error = RUBY_ERROR.exec(line)?.groups
    if (error) {
      const frame = {file: error['file']!, line: Number(error['line']), text: line.trim()}
      // The error of a parser names its own place in the sentence.
      const place = /^(?<file>[^\s:]+):(?<line>\d+): /.exec(error['error']!)?.groups
      const own = place ? [{file: place['file']!, line: Number(place['line']), text: error['error']!}] : []
      this.#why = {error: error['error']!.slice(0, 500), frames: [...own, frame]}
      return true
    }
    const frame = RUBY_FRAME.exec(line)?.groups
    if (!frame || !this.#why) return false
    const next = {file: frame['file']!, line: Number(frame['line']), text: line.trim()}
    this.#why = {...this.#why, frames: [...this.#why.frames, next]}
    return true
  }

  #readPerl(line: string): boolean {
    const groups = PERL_ERROR.exec(line)?.groups
    if (!groups) return false
    const error = groups['error']!.replace(/ \(@INC contains: [^)]*\)/, '')
    const place = / at (\S+) line (\d+)\.?$/.exec(error)
    const frames = place ? [{file: place[1]!, line: Number(place[2]), text: `${place[1]} line ${place[2]}`}] : []
    this.#why = {error: error.slice(0, 500), frames}
    return true
  }
}
