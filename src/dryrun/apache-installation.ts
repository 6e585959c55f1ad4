import type {Host} from '../host/host.js'
import {programOf} from './stand-in.js'

/** The Apache of a machine, and what it can load. */
export interface ApacheInstallation {
  readonly program: string
  /** Names without `mod_`. */
  readonly builtIn: readonly string[]
  /** Where modules lie. */
  readonly folder: string
  /** Names without `mod_`. */
  readonly modules: readonly string[]
}

/** Debian, Fedora on 64 and on 32 bits, Arch, FreeBSD, Homebrew on both kinds of machine, Alpine. */
const MODULE_FOLDERS = [
  '/usr/lib/apache2/modules',
  '/usr/lib64/httpd/modules',
  '/usr/lib/httpd/modules',
  '/usr/local/libexec/apache24',
  '/opt/homebrew/lib/httpd/modules',
  '/usr/local/lib/httpd/modules',
  '/usr/lib/apache2',
]

/** Undefined where there is none. */
export async function apacheInstallation(host: Host): Promise<ApacheInstallation | undefined> {
  const program = await programOf(host, ['apache2', 'httpd'])
  if (program === undefined) return undefined
  const {stdout} = await host.run(program, ['-l'])
  const builtIn = [...stdout.matchAll(/^\s*(?:mod_)?(\w+)\.c$/gm)].map(([, name]) => name!)
  for (const folder of MODULE_FOLDERS) {
    const entries = await host.list(folder)
    if (entries === undefined || entries === 'denied') continue
    const modules = entries.flatMap(({name}) => /^mod_(\w+)\.so$/.exec(name)?.[1] ?? [])
    if (modules.length > 0) return {program, builtIn, folder, modules}
  }
  return {program, builtIn, folder: MODULE_FOLDERS[0]!, modules: []}
}
