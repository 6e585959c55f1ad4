import type {Deployment} from '../../deployment/deployment.js'
import {absolutePath, matching} from '../unsafe.js'
import type {NginxLogs} from './site.js'
import {nginxWord} from './words.js'

/** Where the servers of a site log to. Errors that have no file go where Nginx's own do. */
export function logsOf({web}: Deployment, id: string): NginxLogs {
  const {access, error, format} = web.log
  const target = access === undefined ? 'off' : logTarget('the access log', access)
  return {
    access: target !== 'off' && (format === 'timing' || format === 'json') ? `${target} ${id}_${format}` : target,
    error: error === undefined ? undefined : logTarget('the error log', error),
  }
}

function logTarget(field: string, target: string): string {
  if (target === 'stderr') return target
  if (target.startsWith('syslog:')) {
    return matching(field, target, /^syslog:server=[\w.:[\]/-]+(,\w+=[\w-]+)*$/, 'it is no syslog:server=ADDRESS')
  }
  return nginxWord(field, absolutePath(field, target))
}
