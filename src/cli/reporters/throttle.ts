const PER_SECOND = 10

/** Lets so many things of a kind through each second, and counts the rest: a flood must not become a flood of lines. */
export class Throttle {
  readonly #tell: (kind: string, count: number) => void
  readonly #seen = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (kind: string, count: number) => void) {
    this.#tell = tell
  }

  allows(kind: string): boolean {
    this.#timer ??= setTimeout(() => this.end(), 1000).unref()
    const count = (this.#seen.get(kind) ?? 0) + 1
    this.#seen.set(kind, count)
    return count <= PER_SECOND
  }

  /** Tells what was held back, and starts again. */
  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [kind, count] of this.#seen) if (count > PER_SECOND) this.#tell(kind, count - PER_SECOND)
    this.#seen.clear()
  }
}
