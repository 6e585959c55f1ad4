import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Front, listening} from './listening.js'
import {freePort} from './ports.js'
import {startProgram} from './program.js'

/** What `listen` and the `location`s of a server are: the rest is there. */
export interface NginxSite {
  /** Behind `server { listen …;`: locations and whatever they need. `uwsgi_params` is `include`d by its Debian path. */
  readonly server: string
  /** More of `http { … }`: an `upstream`, say. */
  readonly http?: string
  readonly workers?: number
}

/** The real nginx on a free port, everything it writes in the folder, in the foreground, ready to answer. */
export async function startNginx(folder: string, {server, http = '', workers = 1}: NginxSite): Promise<Front> {
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  for (const name of temporary) mkdirSync(join(folder, `nginx-${name}`), {recursive: true, mode: 0o777})
  const config = join(folder, 'nginx.conf')
  writeFileSync(
    config,
    `daemon off;
worker_processes ${workers};
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${folder}/nginx-${name};`).join('\n  ')}
  client_max_body_size 64m;
  ${http}
  server {
    listen 127.0.0.1:${port};
    ${server}
  }
}
`,
  )
  // The root user's nginx drops to "nobody", which may enter the folder; elsewhere the user stays who it is.
  const program = startProgram('nginx', ['-p', folder, '-c', config, '-e', 'stderr'])
  return listening(program, port)
}
