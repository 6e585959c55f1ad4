import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {dispatch} from './dispatch.js'
import {type Commands, Program} from './program.js'
import {listenForSignals, SIGNAL_EXIT} from './signals.js'

/** Runs the program with the words that were typed, to its end; `root` is the folder of package.json. */
export async function run(root: string, commands: Commands, argv = process.argv.slice(2)): Promise<void> {
  const program = new Program({
    root,
    commands,
    pjson: readJson(root, 'package.json'),
    manifest: readJson(root, 'oclif.manifest.json'),
  })
  const fail = async (error: unknown) => (await import('./report.js')).report(error, program, argv)
  endQuietlyWhenNobodyReads()
  process.on('uncaughtException', async (error) => {
    await fail(error)
    process.exit()
  })
  listenForSignals(async (signal) => {
    await (await import('./report.js')).reportSignal(signal, program, argv)
    process.exit(SIGNAL_EXIT[signal])
  })
  try {
    await program.load()
    await dispatch(program, argv)
  } catch (error) {
    await fail(error)
  }
}

/** `tsgi … | head -1` is no error. */
function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}

function readJson<T>(root: string, name: string): T {
  return JSON.parse(readFileSync(join(root, name), 'utf8')) as T
}
