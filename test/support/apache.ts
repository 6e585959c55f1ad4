import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Front, listening} from './listening.js'
import {freePort} from './ports.js'
import {startProgram} from './program.js'

const MODULES = ['mpm_event', 'authz_core', 'headers', 'setenvif', 'env', 'proxy', 'proxy_uwsgi']
const MODULE_FOLDER = '/usr/lib/apache2/modules'

/** The real Apache with mod_proxy_uwsgi, unless without, on a free port; `site` is what stands in its configuration. */
export async function startApache(folder: string, site: string, without: readonly string[] = []): Promise<Front> {
  const modules = MODULES.filter((name) => !without.includes(name))
  const port = await freePort()
  mkdirSync(join(folder, 'apache'), {recursive: true})
  const config = join(folder, 'apache.conf')
  writeFileSync(
    config,
    `${modules.map((name) => `LoadModule ${name}_module ${MODULE_FOLDER}/mod_${name}.so`).join('\n')}
ServerRoot ${folder}/apache
DefaultRuntimeDir ${folder}/apache
PidFile ${folder}/apache/pid
Listen 127.0.0.1:${port}
ServerName localhost
User www-data
Group www-data
StartServers 1
ServerLimit 1
ThreadsPerChild 16
MaxRequestWorkers 16
ErrorLog ${folder}/apache/error.log
LogLevel warn
ProxyTimeout 10
${site}
`,
  )
  const program = startProgram('apache2', ['-DFOREGROUND', '-f', config])
  // Apache opens its log by path, and the pipe to this process is a socket, which cannot be opened so.
  const log = () => program.log() + readFileSync(join(folder, 'apache/error.log'), 'latin1')
  return {...(await listening(program, port)), log}
}
