import {join} from 'node:path'
import type {Application, Deployment} from '../deployment/deployment.js'
import type {Host} from '../host/host.js'
import type {Argv, Wanted} from '../plan/plan.js'

/** What uWSGI serves itself, and tsgi starts. */
export function instances({applications}: Deployment): readonly Application[] {
  return applications.filter(({entry}) => entry.language !== 'external' && entry.language !== 'javascript')
}

/** The process file of an instance that tsgi starts, where no service manager does. */
export function pidFile({runtime}: Application): string {
  return join(runtime, 'uwsgi.pid')
}

/** What an instance says, where no journal takes it. */
export function logFile({name, uwsgi}: Application, {paths}: Deployment): string {
  const {to} = uwsgi.logging
  return typeof to === 'object' ? to.file : join(paths.logs, `${name}.log`)
}

export function configFile({name}: Application, {paths}: Deployment): string {
  return join(paths.config, `${name}.ini`)
}

/** The number of the master of an instance that runs. */
export async function pidOf(application: Application, host: Host): Promise<number | undefined> {
  const reading = await host.read(pidFile(application), {maxBytes: 64})
  const pid = reading.status === 'read' ? Number(reading.bytes.toString('latin1').trim()) : Number.NaN
  if (!Number.isInteger(pid) || pid < 2 || !host.isRunning(pid)) return undefined
  const program = await host.linkTarget(`/proc/${pid}/exe`)
  return program === undefined || program.includes('uwsgi') ? pid : undefined
}

/** PATH and language, and nothing of the environment of who types it: what works by hand works after a reboot. */
const ENVIRONMENT = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8']

/** The process file: uWSGI makes it as root, and writes it again, as its own user, behind the fork. */
export function pidFileStep(application: Application): Wanted & {kind: 'command'} {
  const {user, group} = application.uwsgi
  const owner = [...(user === undefined ? [] : ['-o', user]), ...(group === undefined ? [] : ['-g', group])]
  return {
    kind: 'command',
    argv: ['install', '-m', '0644', ...owner, '/dev/null', pidFile(application)],
    undo: ['rm', '-f', pidFile(application)],
    purpose: 'a process file that uWSGI may write',
  }
}

/** Starts an instance in the background once the application is loaded; an application that does not load is a failure. */
export function startStep(application: Application, deployment: Deployment): Wanted & {kind: 'command'} {
  const {service} = deployment
  const pid = pidFile(application)
  return {
    kind: 'command',
    argv: [
      ...(['env', '-i', ...ENVIRONMENT] as const),
      ...[service.uwsgi, '--ini', configFile(application, deployment)],
      ...['--daemonize2', logFile(application, deployment), '--pidfile', pid],
    ],
    undo: stopCommand(application, deployment),
    purpose: `start uWSGI for ${application.name}`,
    timeout: service.startTimeout * 1000,
  }
}

export function reloadStep(application: Application, deployment: Deployment): Wanted & {kind: 'command'} {
  return {
    kind: 'command',
    argv: [deployment.service.uwsgi, '--reload', pidFile(application)],
    purpose: `uWSGI reads the configuration of ${application.name} again`,
  }
}

/**
 * Ends the instance as a service manager would, waits for it, and takes away what it left: after a reload uWSGI does not
 * remove its socket. A number that went to another program meanwhile is left alone; a process that ended and that nobody
 * collected, as in a container without an init, has no program any more.
 */
const STOP = `lives() { kill -0 "$1" 2>/dev/null && { [ ! -d "/proc/$1" ] || readlink "/proc/$1/exe" | grep -q uwsgi; }; }
pid=$(cat "$1" 2>/dev/null) && lives "$pid" && kill -TERM "$pid"
n=0
while [ -n "$pid" ] && lives "$pid" && [ $n -lt 1000 ]; do sleep 0.1; n=$((n+1)); done
rm -f "$@"`

export function stopCommand(application: Application, deployment: Deployment): Argv {
  const {uwsgi, runtime} = application
  const sockets = [uwsgi.socket, ...(uwsgi.stats ? [uwsgi.stats] : [])]
  const paths = sockets.flatMap((socket) => (socket.kind === 'unix' ? [socket.path] : []))
  const left = [...paths, join(runtime, 'reopen-logs'), logFile(application, deployment)]
  return ['sh', '-c', STOP, 'stop', pidFile(application), ...left]
}
