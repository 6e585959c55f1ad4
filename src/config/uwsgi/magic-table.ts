import {MAGIC_LETTERS, type Magic} from './magic.js'
import {pathFrom, type Surroundings} from './surroundings.js'

/** The magic variables as uWSGI keeps them: one table for the whole run, filled anew for each file that it loads. */
export class MagicTable {
  /** Undefined: nobody knows without the machine. */
  readonly #values = new Map<string, string | undefined>()
  readonly #around: Surroundings
  /** Upper case letters tell of the first file, and are set once. */
  isFirst = true
  #firstName: string | undefined

  constructor(around: Surroundings) {
    this.#around = around
    for (const letter of MAGIC_LETTERS) this.#values.set(letter, '')
    const {machine = {}, folder} = around
    this.#set({
      v: folder,
      h: machine.hostname,
      V: machine.version,
      k: machine.cpus?.toString(),
      u: machine.uid?.toString(),
      g: machine.gid?.toString(),
      U: machine.user,
      G: machine.group,
      '[': '\u001b',
    })
    // The time, and what a file system numbers.
    this.#set({t: undefined, T: undefined})
  }

  get(): Magic {
    const values = new Map(this.#values)
    return (letter) => values.get(letter)
  }

  /** Fills the table for `file.ini:section`; false when uWSGI cannot resolve the path. */
  async fill(name: string): Promise<boolean> {
    const colon = name.lastIndexOf(':')
    const file = colon < 0 ? name : name.slice(0, colon)
    this.#set({o: file})
    // While a file is read its name stands without the section; afterwards it is whole again.
    if (this.#firstName !== undefined) this.#set({O: this.#firstName})
    if (colon !== 0) {
      const path = await this.#fullName(file)
      if (path === undefined) return false
      this.#fillPath(path)
    }
    this.#set({x: colon < 0 ? '' : name.slice(colon + 1)})
    if (this.isFirst) for (const letter of 'odspcenx') this.#values.set(letter.toUpperCase(), this.#values.get(letter))
    if (this.isFirst) this.#firstName = name
    this.isFirst = false
    return true
  }

  async #fullName(file: string): Promise<string | undefined> {
    const path = file.startsWith('/') ? file : `${this.#around.folder}/${file}`
    return (await this.#around.files.isLink(path)) ? path : this.#around.files.realPath(pathFrom('/', path))
  }

  #fillPath(path: string): void {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const folder = path.slice(0, path.length - name.length)
    const parts = folder.split('/').filter((part) => part !== '')
    this.#set({
      b: this.#around.machine?.binary,
      p: path,
      s: name,
      d: folder,
      c: parts.at(-1) ?? '',
      e: name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '',
      n: name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : name,
      i: undefined,
      j: hashOf(path),
    })
    for (let digit = 0; digit <= 9; digit++) this.#values.set(String(digit), parts[digit] ?? '')
  }

  #set(values: Readonly<Record<string, string | undefined>>): void {
    for (const [letter, value] of Object.entries(values)) this.#values.set(letter, value)
  }
}

/** `%j`: djb33x of the path, the bytes of the number from the lowest, in hexadecimal. */
function hashOf(path: string): string {
  let hash = 5381
  for (const byte of Buffer.from(path)) hash = (Math.imul(hash, 33) ^ byte) >>> 0
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(hash)
  return bytes.toString('hex').toUpperCase()
}
