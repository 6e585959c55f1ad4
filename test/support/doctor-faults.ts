import type {Examination} from '../../src/checks/examine.js'
import {consult} from './doctor.js'
import {temporaryFolder} from './folder.js'

/** Takes what has to be ended after a case, the last one first. */
export class Rig {
  readonly path: string
  readonly #ends: (() => unknown)[] = []

  constructor(path: string) {
    this.path = path
  }

  at(name: string): string {
    return `${this.path}/${name}`
  }

  async with<T extends AsyncDisposable>(started: Promise<T>): Promise<T> {
    const program = await started
    this.after(() => program[Symbol.asyncDispose]())
    return program
  }

  after(end: () => unknown): void {
    this.#ends.push(end)
  }

  async end(): Promise<void> {
    for (const end of this.#ends.toReversed()) await end()
  }
}

/** A deployment with one fault, and the check that has to name it. */
export interface Fault {
  readonly name: string
  readonly expected: string
  /** Makes it; gives what doctor is told to look at. */
  make(rig: Rig): Promise<readonly string[]>
}

/** Makes the fault and asks doctor; ends everything. */
export async function tryFault(fault: Pick<Fault, 'make'>): Promise<Examination> {
  using folder = temporaryFolder()
  const rig = new Rig(folder.path)
  try {
    return await consult(...(await fault.make(rig)))
  } finally {
    await rig.end()
  }
}
