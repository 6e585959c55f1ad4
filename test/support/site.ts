import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Front, listening} from './listening.js'
import {freePort} from './ports.js'
import {startProgram} from './program.js'

const APACHE_MODULES = '/usr/lib/apache2/modules'
/** What Debian loads for every Apache, and MPM. */
const APACHE_BASE = ['mpm_event', 'authz_core', 'mime', 'dir', 'env']

/** A web server that runs a generated file as it is, in the foreground, with a main file as a distribution has it. */
export type SiteServer = 'nginx' | 'apache' | 'lighttpd'

/** Starts the server on a generated site; ready when `port` is. Everything that it writes lies in the folder. */
export async function startSite(server: SiteServer, folder: string, text: string, port: number): Promise<Front> {
  mkdirSync(folder, {recursive: true})
  const site = join(folder, 'site.conf')
  writeFileSync(site, text)
  const spare = await freePort()
  const [command, ...args] = mainFile(server, {home: join(folder, server), site, ports: [spare]})
  return listening(startProgram(command!, args), port)
}

/** What the main file of a distribution says beside what is generated. */
export interface MainFile {
  /** Folder of what the server writes; made here. */
  readonly home: string
  /** The generated file. */
  readonly site: string
  /** Those that the main file opens: on Debian 80, and Apache's 443. Nginx opens none. */
  readonly ports: readonly number[]
}

/** Writes a main file that includes the site, and says what to run. */
export function mainFile(server: SiteServer, file: MainFile): readonly string[] {
  mkdirSync(file.home, {recursive: true})
  chmodSync(file.home, 0o777) // lighttpd opens its logs as the user that it drops to
  return MAIN[server](file)
}

const MAIN: Readonly<Record<SiteServer, (file: MainFile) => readonly string[]>> = {
  nginx({home, site}) {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    const paths = temporary.map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ')
    const main = join(home, 'nginx.conf')
    writeFileSync(
      main,
      `daemon off;
user www-data;
worker_processes 1;
pid ${home}/pid;
error_log stderr warn;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  ${paths}
  include ${site};
}
`,
    )
    return ['nginx', '-p', home, '-c', main, '-e', 'stderr']
  },

  apache({home, site, ports}) {
    const text = readFileSync(site, 'utf8')
    const named = [...text.matchAll(/<IfModule !(\w+)_module>/g)].map(([, name]) => name!)
    const modules = [...new Set([...APACHE_BASE, ...named])].sort()
    const main = join(home, 'apache.conf')
    writeFileSync(
      main,
      `${modules.map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`).join('\n')}
ServerRoot ${home}
DefaultRuntimeDir ${home}
PidFile ${home}/pid
ServerName localhost
${ports.map((port) => `Listen 127.0.0.1:${port}`).join('\n')}
User www-data
Group www-data
StartServers 1
ServerLimit 1
ThreadsPerChild 16
MaxRequestWorkers 16
ErrorLog ${home}/error.log
TypesConfig /etc/mime.types
<Directory />
  Options FollowSymLinks
  AllowOverride None
  Require all denied
</Directory>
Include ${site}
`,
    )
    return ['apache2', '-DFOREGROUND', '-f', main]
  },

  lighttpd({home, site, ports}) {
    const main = join(home, 'lighttpd.conf')
    writeFileSync(
      main,
      `server.modules = ("mod_indexfile", "mod_access", "mod_alias", "mod_redirect")
server.document-root = "${home}"
server.upload-dirs = ("${home}")
server.username = "www-data"
server.groupname = "www-data"
server.bind = "127.0.0.1"
server.port = ${ports[0]}
include_shell "/usr/share/lighttpd/create-mime.conf.pl"
include "${site}"
server.modules += ("mod_dirlisting", "mod_staticfile")
`,
    )
    return ['lighttpd', '-D', '-f', main]
  },
}
