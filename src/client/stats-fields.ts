/** Reads fields of a document that somebody else wrote: what is missing or of another type is the nothing of its type. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>

  constructor(value: unknown) {
    this.#fields = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name)
  }

  number(name: string): number {
    const value = this.#fields[name]
    return typeof value === 'number' && Number.isFinite(value) ? value : 0
  }

  text(name: string): string {
    const value = this.#fields[name]
    return typeof value === 'string' ? value : ''
  }

  is(name: string): boolean {
    return Boolean(this.#fields[name])
  }

  list(name: string): Fields[] {
    return this.#array(name).map((item) => new Fields(item))
  }

  texts(name: string): string[] {
    return this.#array(name).filter((item) => typeof item === 'string')
  }

  fields(name: string): Fields {
    return new Fields(this.#fields[name])
  }

  #array(name: string): unknown[] {
    const value = this.#fields[name]
    return Array.isArray(value) ? value : []
  }
}
