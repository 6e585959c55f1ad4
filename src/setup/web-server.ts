import {unlink} from 'node:fs/promises'
import {environmentError} from '../errors.js'
import type {Host} from '../host/host.js'
import type {WebServerName} from '../knowledge/distributions.js'
import type {Argv} from '../plan/plan.js'
import type {Machine} from './machine.js'

/** How a web server of this machine is told things. */
export interface WebControl {
  readonly name: WebServerName
  readonly title: string
  /** Its own test of its whole configuration. */
  readonly test: Argv
  readonly start: Argv
  readonly stop: Argv
  /** Reads its configuration again without dropping a connection. */
  readonly reload: Argv
  /** Where it writes its number. */
  readonly pidFiles: readonly string[]
}

const TITLES = {nginx: 'Nginx', apache: 'Apache', lighttpd: 'lighttpd'} as const
const PID_FILES: Readonly<Record<WebServerName, readonly string[]>> = {
  nginx: ['/run/nginx.pid', '/run/nginx/nginx.pid', '/var/run/nginx.pid', '/opt/homebrew/var/run/nginx.pid'],
  apache: [
    '/run/apache2/apache2.pid',
    '/run/httpd/httpd.pid',
    '/var/run/httpd.pid',
    '/opt/homebrew/var/run/httpd/httpd.pid',
  ],
  lighttpd: ['/run/lighttpd.pid', '/run/lighttpd/lighttpd.pid', '/var/run/lighttpd.pid'],
}

/** The commands for the web server of a machine; those of systemd where that runs it. */
export function webControl(name: WebServerName, {distribution, isBootedWithSystemd}: Machine): WebControl {
  const isDebian = distribution.id === 'debian'
  const own = OWN[name](`${distribution.prefix}/etc`, isDebian)
  const unit = name === 'apache' ? (isDebian ? 'apache2' : 'httpd') : name
  const systemctl = (word: string): Argv => ['systemctl', word, unit]
  const managed = {start: systemctl('start'), stop: systemctl('stop'), reload: systemctl('reload')}
  return {name, title: TITLES[name], ...own, ...(isBootedWithSystemd ? managed : {}), pidFiles: PID_FILES[name]}
}

type Own = Pick<WebControl, 'test' | 'start' | 'stop' | 'reload'>

const OWN: Readonly<Record<WebServerName, (etc: string, isDebian: boolean) => Own>> = {
  nginx: () => ({
    test: ['nginx', '-t', '-q'],
    start: ['nginx'],
    stop: ['nginx', '-s', 'quit'],
    reload: ['nginx', '-s', 'reload'],
  }),
  apache: (_, isDebian) => {
    const program = isDebian ? 'apache2ctl' : 'apachectl'
    return {
      test: [program, 'configtest'],
      start: [program, 'start'],
      stop: [program, 'stop'],
      reload: [program, 'graceful'],
    }
  },
  lighttpd: (etc) => {
    const file = `${etc}/lighttpd/lighttpd.conf`
    const signal = (name: string): Argv => ['sh', '-c', `kill -${name} "$(cat /run/lighttpd.pid)"`]
    return {
      test: ['lighttpd', '-tt', '-f', file],
      start: ['lighttpd', '-f', file],
      stop: signal('TERM'),
      reload: signal('USR1'),
    }
  },
}

/** The number of the web server, where it runs. */
export async function webPid({pidFiles}: WebControl, host: Host): Promise<number | undefined> {
  for (const file of pidFiles) {
    const reading = await host.read(file, {maxBytes: 64})
    const pid = reading.status === 'read' ? Number(reading.bytes.toString('latin1').trim()) : Number.NaN
    if (Number.isInteger(pid) && pid > 1 && host.isRunning(pid)) return pid
  }
  return undefined
}

/** What the server says of its configuration as it is now; undefined: it is content. */
export async function complaint({test, pidFiles}: WebControl, host: Host): Promise<string | undefined> {
  const [program, ...args] = test
  const missing: string[] = []
  for (const file of pidFiles) if ((await host.facts(file)) === undefined) missing.push(file)
  const {code, stdout, stderr} = await host.run(program, args, {timeout: 60_000})
  for (const file of missing) await removeEmpty(file, host)
  if (code === 0) return undefined
  const lines = `${stdout}\n${stderr}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const telling = lines.filter((line) => !/test failed|Action '.*' failed|log may have more/.test(line))
  return (telling.length > 0 ? telling : lines).join('; ') || `it ended with code ${code}`
}

/** The test of an Nginx that does not run leaves an empty process file. */
async function removeEmpty(file: string, host: Host): Promise<void> {
  const reading = await host.read(file, {maxBytes: 1})
  if (reading.status === 'read' && reading.bytes.length === 0) await unlink(file).catch(() => {})
}

/** @throws TsgiError `TSGI_WEB_SERVER_BROKEN`, environment: it would not take any site now. */
export async function refuseBroken(control: WebControl, host: Host): Promise<void> {
  const said = await complaint(control, host)
  if (said === undefined) return
  throw environmentError(
    'TSGI_WEB_SERVER_BROKEN',
    `the configuration of ${control.title} is broken already, before anything was changed: ${said}`,
    control.test.join(' '),
  )
}

/** Where the server runs and takes its configuration: reads it again. Takes logs away that only its site had. */
const TAKE_BACK = `pid=$(cat "$1" 2>/dev/null) || pid=
[ -s "$1" ] || [ "$2" = there ] || rm -f "$1" # a test leaves an empty one
shift 2
if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && TEST; then RELOAD; fi
rm -f "$@"`

export interface TakenBack {
  readonly pidFile: string
  /** Whether it was there before anything was done. */
  readonly hadPidFile: boolean
  /** Files that only the site had. */
  readonly logs: readonly string[]
}

/** What is done last when a site is taken back. */
export function takeBack({test, reload}: WebControl, {pidFile, hadPidFile, logs}: TakenBack): Argv {
  const text = (argv: Argv) => (argv[0] === 'sh' ? argv[2]! : argv.join(' '))
  const script = TAKE_BACK.replace('TEST', `${text(test)} >/dev/null 2>&1`).replace('RELOAD', () => text(reload))
  return ['sh', '-c', script, 'take-back', pidFile, hadPidFile ? 'there' : 'new', ...logs]
}

/** Ends the server where it runs, and waits until it is gone. */
const STOP_WEB = `pid=$(cat "$1" 2>/dev/null) || pid=
if [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then STOP; fi
n=0
while [ -s "$1" ] && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done`

/** What stops a server that setup started; where it never came up there is nothing to do. */
export function stopWeb({stop}: WebControl, pidFile: string): Argv {
  const text = stop[0] === 'sh' ? stop[2]! : stop.join(' ')
  return ['sh', '-c', STOP_WEB.replace('STOP', () => text), 'stop', pidFile]
}
