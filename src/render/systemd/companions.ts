import type {Application, Deployment} from '../../deployment/deployment.js'
import type {SystemdLogrotate, SystemdSocket, SystemdSysusers, SystemdTmpfiles} from '../systemd.js'
import {absolutePath, matching, oneLine, unsafeValue, wholeNumber} from '../unsafe.js'
import {reopenFile} from '../uwsgi/logging.js'
import {listenText, type Unit} from './service.js'
import {account, word} from './spell.js'

/** What listens before uWSGI runs. */
export function socketOf({applications: [application]}: Unit): SystemdSocket {
  const {name, uwsgi} = application
  const isUnix = uwsgi.socket.kind === 'unix'
  return {
    description: `socket of ${name}`,
    listen: listenText(application),
    mode: isUnix ? matching('uwsgi.socketMode', uwsgi.socketMode, /^[0-7]{3,4}$/, 'it is no mode such as 660') : '',
    user: account('uwsgi.user', uwsgi.user ?? 'root'),
    group: account('uwsgi.group', uwsgi.group ?? 'root'),
    backlog: wholeNumber('uwsgi.listen', uwsgi.listen),
  }
}

/** Folders that no unit makes: those outside of /run, /var/log and /var/lib. */
export function tmpfilesOf(deployment: Deployment): SystemdTmpfiles | undefined {
  const {name, applications, paths} = deployment
  const hasLogs = applications.some(({uwsgi}) => typeof uwsgi.logging.to === 'object')
  const folders = [
    ...applications.map(({runtime}) => ({path: runtime, made: '/run'})),
    ...(hasLogs ? [{path: paths.logs, made: '/var/log'}] : []),
    {path: paths.state, made: '/var/lib'},
  ].filter(({path, made}) => !path.startsWith(`${made}/`) && !isShared(path))
  if (folders.length === 0) return undefined
  const [{uwsgi}] = applications as readonly [Application]
  return {
    name,
    folders: folders.map(({path}) => word('paths', absolutePath('paths', path))),
    user: account('uwsgi.user', uwsgi.user ?? 'root'),
    group: account('uwsgi.group', uwsgi.group ?? 'root'),
  }
}

/** A folder of the machine: it would be given to the user of the deployment. */
function isShared(path: string): boolean {
  return /^\/[^/]*$/.test(path) || /^\/(var|usr|home|run|etc)\/[^/]*$/.test(path) || path === '/usr/local'
}

/** They come with the system or with a web server. */
const USUAL = ['root', 'nobody', 'nogroup', 'www-data', 'www', 'nginx', 'apache', 'http', 'httpd', 'lighttpd', 'uwsgi']
const isUsual = (name: string | undefined) => name === undefined || USUAL.includes(name) || /^\d+$/.test(name)

/** Users and groups of the deployment's own. */
export function sysusersOf({name, applications, paths}: Deployment): SystemdSysusers | undefined {
  const [{uwsgi}] = applications as readonly [Application]
  const {user, group} = uwsgi
  const hasGroup = group !== user && !isUsual(group)
  if (isUsual(user) && !hasGroup) return undefined
  return {
    name,
    user: isUsual(user) ? '' : account('uwsgi.user', user!),
    group: group === undefined ? '' : account('uwsgi.group', group),
    ownGroup: group !== undefined && group !== user,
    description: `uWSGI of ${name}`,
    home: word('paths.state', absolutePath('paths.state', paths.state)),
  }
}

/** For applications that log to a file; a file stands once, also where several write to it. */
export function logrotateOf({applications}: Deployment): SystemdLogrotate | undefined {
  const byFile = new Map<string, SystemdLogrotate['files'][number]>()
  for (const {runtime, uwsgi} of applications) {
    const {to} = uwsgi.logging
    if (typeof to === 'string') continue
    const touched = {folder: shellWord(runtime), reopen: shellWord(reopenFile(runtime))}
    byFile.set(to.file, {
      file: rotated(to.file),
      user: account('uwsgi.user', uwsgi.user ?? 'root'),
      group: account('uwsgi.group', uwsgi.group ?? 'root'),
      writers: [...(byFile.get(to.file)?.writers ?? []), touched],
    })
  }
  return byFile.size === 0 ? undefined : {files: [...byFile.values()]}
}

/** Between double quotes logrotate still reads patterns. */
function rotated(file: string): string {
  const sign = /["\\*?[\]{}]/.exec(file)?.[0]
  if (sign !== undefined)
    throw unsafeValue('uwsgi.logging.to', file, `logrotate gives ${JSON.stringify(sign)} a meaning`)
  return absolutePath('uwsgi.logging.to', file)
}

function shellWord(path: string): string {
  return `'${oneLine('runtime', absolutePath('runtime', path)).replaceAll("'", "'\\''")}'`
}
