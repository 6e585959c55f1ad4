import type {Host} from '../../host/host.js'

/** The Nginx of a machine. */
export interface NginxBuild {
  readonly program: string
  /** `1.22.1` */
  readonly version: string
  /** Folder of its main file, with its slash: relative includes start from it. */
  readonly folder: string
  /** Folder that other relative paths start from, with its slash. */
  readonly prefix: string
}

/** Daemons lie where a plain user's PATH does not lead. */
const PLACES = [
  'nginx',
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/local/nginx/sbin/nginx',
  '/opt/homebrew/bin/nginx',
]

/** Looks for Nginx and asks it what it is; undefined when there is none that answers. */
export async function findNginx(host: Host): Promise<NginxBuild | undefined> {
  for (const place of PLACES) {
    const program = await host.which(place)
    if (program === undefined) continue
    const {stderr, stdout} = await host.run(program, ['-V'], {timeout: 5000})
    const build = buildOf(program, stderr + stdout)
    if (build) return build
  }
  return undefined
}

function buildOf(program: string, text: string): NginxBuild | undefined {
  const version = /^nginx version: \S+\/(\d+\.\d+\.\d+)/m.exec(text)?.[1]
  if (version === undefined) return undefined
  const prefix = argument(text, 'prefix') ?? '/usr/local/nginx'
  const main = argument(text, 'conf-path') ?? `${prefix}/conf/nginx.conf`
  const absolute = main.startsWith('/') ? main : `${prefix}/${main}`
  return {program, version, prefix: `${prefix}/`, folder: absolute.slice(0, absolute.lastIndexOf('/') + 1)}
}

function argument(text: string, name: string): string | undefined {
  return new RegExp(`--${name}=(\\S+)`).exec(text)?.[1]
}
