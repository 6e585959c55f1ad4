import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Front, listening} from './listening.js'
import {freePort} from './ports.js'
import {startProgram} from './program.js'

/** The real lighttpd with mod_scgi on a free port; `site` is what stands in its configuration besides. */
export async function startLighttpd(folder: string, site: string): Promise<Front> {
  const port = await freePort()
  const root = join(folder, 'lighttpd')
  mkdirSync(root, {recursive: true})
  const config = join(folder, 'lighttpd.conf')
  writeFileSync(
    config,
    `server.modules = ("mod_setenv", "mod_scgi")
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${root}"
server.upload-dirs = ("${root}")
server.max-request-size = 65536
${site}
`,
  )
  return listening(startProgram('lighttpd', ['-D', '-f', config]), port)
}

/** What sends every request to a uwsgi socket: a path, or `host:port`. */
export function lighttpdUwsgi(socket: string): string {
  const [host, port] = socket.split(':')
  const where = port === undefined ? `"socket" => "${socket}"` : `"host" => "${host}", "port" => ${port}`
  return `scgi.protocol = "uwsgi"
scgi.server = ("" => (("check-local" => "disable", ${where})))`
}
