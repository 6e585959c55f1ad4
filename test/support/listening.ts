import {connect} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import type {Program} from './program.js'

export interface Front extends Program {
  readonly port: number
  /** `http://127.0.0.1:PORT` */
  readonly url: string
}

/** Waits until the program accepts on its port; fails with its log when it ends before. */
export async function listening(program: Program, port: number): Promise<Front> {
  const deadline = Date.now() + 15_000
  while (!(await accepts(port))) {
    const {exitCode, signalCode} = program.child
    if (exitCode !== null || signalCode !== null || Date.now() > deadline) {
      await program.stop()
      throw new Error(`${program.child.spawnfile} does not listen on port ${port}:\n${program.log()}`)
    }
    await sleep(20)
  }
  return {...program, port, url: `http://127.0.0.1:${port}`}
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
