import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {basename, join} from 'node:path'
import {environmentError} from '../errors.js'
import type {Host} from '../host/host.js'
import {findingsIn, type MessageForm} from './messages.js'
import type {Verdict} from './verdict.js'

/** A unit by its file name, `shop.service`, `shop@.service`, `shop.socket`. */
export interface UnitText {
  readonly name: string
  readonly text: string
}

/** What `systemd-analyze verify` prints; all of it is worth reading, and its own exit code is 0 for an unknown key. */
const FORMS: readonly MessageForm[] = [
  {id: 'SD000', severity: 'error', pattern: /^(?<file>\/\S+?):(?<line>\d+): (?<message>.+)$/},
  {id: 'SD000', severity: 'error', pattern: /^(?<file>[^\s:/]+\.(?:service|socket)): (?<message>.+)$/},
  {id: 'SD000', severity: 'error', pattern: /^(?<message>\S.*)$/},
]

/**
 * Has systemd itself read units, together, in a folder of their own: nothing is installed or started. It looks at the
 * programs that they name.
 *
 * @throws TsgiError `TSGI_NO_SYSTEMD`, environment, where there is no `systemd-analyze`.
 */
export async function testUnit(host: Host, files: readonly UnitText[]): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'tsgi-unit-'))
  try {
    await Promise.all(files.map(({name, text}) => writeFile(join(folder, basename(name)), text)))
    const units = files.map(({name}) => join(folder, instanceOf(basename(name))))
    const command = ['systemd-analyze', 'verify', '--recursive-errors=yes', '--man=no', ...units]
    const {code, stdout, stderr} = await host.run(command[0]!, command.slice(1), {timeout: 30_000})
    if (code === 127) {
      throw environmentError(
        'TSGI_NO_SYSTEMD',
        'there is no systemd-analyze on this machine',
        'apt-get install systemd',
      )
    }
    const output = (stdout + stderr).replaceAll(`${folder}/`, '')
    const findings = findingsIn(stdout + stderr, FORMS).map((finding) => named(finding, folder))
    return {ok: code === 0 && findings.length === 0, findings, command, output}
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

/** A template is read through an instance of it. */
function instanceOf(name: string): string {
  return name.replace(/@\.(service|socket)$/, '@test.$1')
}

function named(finding: Verdict['findings'][number], folder: string): Verdict['findings'][number] {
  const text = JSON.stringify(finding).replaceAll(`${JSON.stringify(folder).slice(1, -1)}/`, '')
  return JSON.parse(text)
}
