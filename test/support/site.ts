import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Front, listening} from './listening.js'
import {freePort} from './ports.js'
import {type Program, startProgram} from './program.js'

const APACHE_MODULES = '/usr/lib/apache2/modules'
/** What Debian loads for every Apache, and MPM. */
const APACHE_BASE = ['mpm_event', 'authz_core', 'mime', 'dir', 'env']

/** A web server that runs a generated file as it is, in the foreground, with a main file as a distribution has it. */
export type SiteServer = 'nginx' | 'apache' | 'lighttpd'

/** Starts the server on a generated site; ready when `port` is. Everything that it writes lies in the folder. */
export async function startSite(server: SiteServer, folder: string, text: string, port: number): Promise<Front> {
  const home = join(folder, server)
  mkdirSync(home, {recursive: true})
  chmodSync(home, 0o777) // lighttpd opens its logs as the user that it drops to
  const site = join(home, 'site.conf')
  writeFileSync(site, text)
  return listening(START[server]({home, site, text, spare: await freePort()}), port)
}

interface Start {
  readonly home: string
  /** The generated file. */
  readonly site: string
  readonly text: string
  /** A port that nobody asks. */
  readonly spare: number
}

const START: Readonly<Record<SiteServer, (start: Start) => Program>> = {
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
    return startProgram('nginx', ['-p', home, '-c', main, '-e', 'stderr'])
  },

  apache({home, site, text}) {
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
    return startProgram('apache2', ['-DFOREGROUND', '-f', main])
  },

  lighttpd({home, site, spare}) {
    const main = join(home, 'lighttpd.conf')
    writeFileSync(
      main,
      `server.modules = ("mod_indexfile", "mod_access", "mod_alias", "mod_redirect")
server.document-root = "${home}"
server.upload-dirs = ("${home}")
server.username = "www-data"
server.groupname = "www-data"
server.bind = "127.0.0.1"
server.port = ${spare}
include_shell "/usr/share/lighttpd/create-mime.conf.pl"
include "${site}"
server.modules += ("mod_dirlisting", "mod_staticfile")
`,
    )
    return startProgram('lighttpd', ['-D', '-f', main])
  },
}
