import type {Command} from '@oclif/core'
import {printable} from './printable.js'

/** Lines that are kept for when something fails. */
const KEPT = 12

/** Output of commands: the last lines are kept, and shown only when something fails. */
export class OutputFold {
  readonly #command: Command
  #lines: string[] = []
  #rest = ''

  constructor(command: Command) {
    this.#command = command
  }

  readonly push = (chunk: Buffer): void => {
    const lines = (this.#rest + chunk.toString('utf8')).split('\n')
    this.#rest = lines.pop() ?? ''
    this.#lines = [...this.#lines, ...lines.filter((line) => line.trim() !== '')].slice(-KEPT)
  }

  clear(): void {
    this.#lines = []
    this.#rest = ''
  }

  /** What was said last. */
  show(): void {
    for (const line of [...this.#lines, this.#rest].filter((text) => text !== '')) {
      this.#command.logToStderr(`  | ${printable(line)}`)
    }
    this.clear()
  }
}
