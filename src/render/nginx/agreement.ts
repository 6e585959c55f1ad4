import type {Deployment, StaticFolder} from '../../deployment/deployment.js'
import {serverName} from './words.js'

/** Nginx's buckets for names are 64 bytes unless it was told otherwise. */
const LONGEST_NAME = 46

/** What is written as asked, and will not work as meant. */
export function disagreements({applications, web}: Deployment): string[] {
  const longNames = [...web.names, ...applications.flatMap(({hosts}) => hosts)]
    .map(serverName)
    .filter((name) => name.length > LONGEST_NAME)
  return [
    ...applications.flatMap(({name, statics, root}) =>
      statics.filter((folder) => holds(folder, root)).map((folder) => opensCode(folder, name)),
    ),
    ...longNames.map((name) => `${name} is a long name: Nginx may want server_names_hash_bucket_size 128 in http { }`),
    ...(web.cache && !web.buffering.response ? ['nothing is cached while responses are not buffered'] : []),
  ]
}

/** What a snippet leaves out, although it was asked for. */
export function leftOut({web, applications}: Deployment, scope: 'location' | 'params'): string[] {
  const isParams = scope === 'params'
  const asked: readonly (readonly [what: string, isAsked: boolean])[] = [
    ['the cache', web.cache !== undefined],
    ['limits of rate and connections', web.limits !== undefined],
    ['the word of trusted proxies', web.trustedProxies.length > 0],
    ['the maintenance switch', web.maintenanceFile !== undefined],
    ['folders of files', isParams && applications.some(({statics}) => statics.length > 0)],
    ['timeouts and buffers of your own', isParams && web.directives.some(([name]) => name !== 'uwsgi_param')],
  ]
  const isImmutable = applications.some(({statics}) => statics.some((folder) => folder.isImmutable))
  return [
    ...asked.filter(([, isAsked]) => isAsked).map(([what]) => `left out: ${what}; only a whole site has it (--full)`),
    ...(isImmutable && !isParams
      ? ['immutable files have an age alone: a header would take the place of those of the server around it']
      : []),
  ]
}

function holds({folder}: StaticFolder, root: string): boolean {
  return root !== '/' && `${root}/`.startsWith(`${folder.replace(/\/+$/, '')}/`)
}

function opensCode({url, folder}: StaticFolder, name: string): string {
  return `${folder} holds the application ${name} itself: its code and its secrets can be had below ${url}`
}
