import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {basename, extname, join} from 'node:path'
import {environmentError} from '../errors.js'
import type {Host} from '../host/host.js'
import {findingsIn, type MessageForm} from './messages.js'
import type {Verdict} from './verdict.js'

/** What uWSGI prints while it reads a configuration; it goes on after the first two. */
const FORMS: readonly MessageForm[] = [
  {id: 'UW000', severity: 'error', pattern: /^\*\*\* WARNING: (?<message>Can't find section .*?) \*\*\*$/},
  {id: 'UW000', severity: 'error', pattern: /(?<message>UNABLE to load uWSGI plugin: .*?) !!!$/},
  {id: 'UW000', severity: 'error', pattern: /^\[strict-mode\] (?<message>unknown config directive: .*)$/},
  {id: 'UW000', severity: 'error', pattern: /^(?<message>(?:error|unable|invalid|unknown|you must) .*)$/},
]

/**
 * Has the real uWSGI read a configuration that we wrote: every option is known, every plugin loads. No server starts, and
 * nothing of the application is loaded. Not for files of others: what stands behind `@(exec://` would run.
 *
 * @throws TsgiError `TSGI_NO_UWSGI`, environment, where there is no such program.
 */
export async function testUwsgi(
  host: Host,
  file: {readonly name: string; readonly text: string},
  program: string,
): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'tsgi-uwsgi-'))
  try {
    const path = join(folder, basename(file.name))
    await writeFile(path, file.text)
    // Without it uWSGI would remove the files that a running instance left at those paths.
    const args = ['--strict', `--${extname(path).slice(1)}`, path, '--set', 'vacuum=false', '--get', 'strict']
    const {code, stdout, stderr} = await host.run(program, args, {timeout: 30_000, cwd: folder})
    if (code === 127 || code === 126) {
      throw environmentError('TSGI_NO_UWSGI', `there is no uWSGI at ${program}`, 'apt-get install uwsgi-core')
    }
    const findings = findingsIn(stderr, FORMS)
    return {
      ok: code === 0 && findings.length === 0,
      findings,
      command: [program, ...args],
      output: (stdout + stderr).replaceAll(`${folder}/`, ''),
    }
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}
