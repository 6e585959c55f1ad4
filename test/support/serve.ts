import {connect} from 'node:net'
import {type Program, startProgram} from './program.js'
import {BIN} from './tsgi.js'

/** `tsgi serve` as it ships, listening. Its access log and everything else it says are in `log()`. */
export async function startServe(args: readonly string[], cwd?: string): Promise<Program> {
  const program = startProgram(process.execPath, [BIN, 'serve', ...args], cwd === undefined ? {} : {cwd})
  await program.logged(/^Try: tsgi request|^\{"type":"started"/m)
  return program
}

/** Sends bytes to a unix socket; what came back until it closed, as a byte string. */
export async function answerOf(path: string, bytes: Uint8Array): Promise<string> {
  const socket = connect({path})
  socket.write(bytes)
  let text = ''
  for await (const chunk of socket) text += (chunk as Buffer).toString('latin1')
  return text
}
