import {type Program, startProgram} from './program.js'
import {BIN} from './tsgi.js'

/** `tsgi serve` as it ships, listening. Its access log and everything else it says are in `log()`. */
export async function startServe(args: readonly string[], cwd?: string): Promise<Program> {
  const program = startProgram(process.execPath, [BIN, 'serve', ...args], cwd === undefined ? {} : {cwd})
  await program.logged(/^Try: tsgi request|^\{"type":"started"/m)
  return program
}
