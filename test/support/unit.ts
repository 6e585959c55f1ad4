import {readFileSync} from 'node:fs'
import type {Namespace} from './namespace.js'
import type {Program} from './program.js'
import {BIN} from './tsgi.js'

/** Starts the program of a generated unit as systemd would: its command, user, folder and environment. */
export function startUnit(path: string, namespace: Namespace): Program {
  const lines = readFileSync(path, 'utf8').split('\n')
  const of = (key: string) =>
    lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))
  const [command = ''] = of('ExecStart')
  const environment = of('Environment').map((text) => /^"?([^=]+)=(.*?)"?$/.exec(text)!.slice(1, 3) as [string, string])
  const argv = command.split(' ')
  const isOwn = argv[0]!.endsWith('/tsgi')
  return namespace.start(isOwn ? [process.execPath, BIN, ...argv.slice(1)] : argv, {
    user: of('User')[0]!,
    cwd: of('WorkingDirectory')[0]!,
    env: {PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1', ...Object.fromEntries(environment)},
  })
}
