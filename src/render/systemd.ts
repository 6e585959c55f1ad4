import type {Deployment} from '../deployment/deployment.js'
import type {RenderedFile, RenderOptions} from './rendered.js'
import {withoutComments} from './rendered.js'
import {logrotateOf, socketOf, sysusersOf, tmpfilesOf} from './systemd/companions.js'
import {serviceOf, type Unit, unitsOf} from './systemd/service.js'
import {defineTemplate, type Template} from './template.js'
import {absolutePath, plainName} from './unsafe.js'

/** What `systemd/service.hbs` gets. Texts are spelt for systemd and can be placed as they are; empty ones are left out. */
export interface SystemdService {
  readonly description: string
  readonly needsNetwork: boolean
  /** `shop.socket`, with socket activation. */
  readonly socketUnit: string
  /** uWSGI speaks systemd's protocol, tsgi does not. */
  readonly notifies: boolean
  readonly user: string
  readonly group: string
  readonly workingDirectory: string
  /** `NAME=value`, quoted; of JavaScript alone: uWSGI has them in its own file. */
  readonly environment: readonly string[]
  readonly environmentFiles: readonly string[]
  /** Below /run, separated by blanks. */
  readonly runtimeDirectories: string
  /** Below /var/lib. */
  readonly stateDirectory: string
  /** Below /var/log. */
  readonly logsDirectory: string
  /** Touched to make uWSGI open its log again. */
  readonly reopenFiles: readonly string[]
  readonly execStart: string
  /** Seconds. */
  readonly startTimeout: string
  readonly stopTimeout: string
  readonly identifier: string
  readonly maxOpenFiles: string
  /** MiB; empty: no limit. */
  readonly memoryMax: string
  readonly hardening: SystemdHardening | undefined
}

/** What makes one hardened unit different from another. */
export interface SystemdHardening {
  readonly isStrict: boolean
  /** It listens on a port under 1024. */
  readonly lowPort: boolean
  /** Something that it reads lies in a home folder. */
  readonly inHome: boolean
  /** Something lies in /tmp. */
  readonly inTmp: boolean
  /** Who compiles as it runs; empty: nobody. */
  readonly compiles: string
  /** Paths, quoted. */
  readonly writable: readonly string[]
}

/** What `systemd/socket.hbs` gets. */
export interface SystemdSocket {
  readonly description: string
  readonly listen: string
  /** Octal, of a unix socket; empty for TCP. */
  readonly mode: string
  readonly user: string
  readonly group: string
  readonly backlog: string
}

/** What `systemd/tmpfiles.hbs` gets. */
export interface SystemdTmpfiles {
  readonly name: string
  /** Paths, quoted. */
  readonly folders: readonly string[]
  readonly user: string
  readonly group: string
}

/** What `systemd/sysusers.hbs` gets. */
export interface SystemdSysusers {
  readonly name: string
  /** Empty: only the group is new. */
  readonly user: string
  readonly group: string
  /** Whether the group is another than the user's own. */
  readonly ownGroup: boolean
  readonly description: string
  readonly home: string
}

/** What `systemd/logrotate.hbs` gets. */
export interface SystemdLogrotate {
  readonly files: readonly {
    readonly file: string
    readonly user: string
    readonly group: string
    /** Instances that write to it; both are quoted for a shell. */
    readonly writers: readonly {readonly folder: string; readonly reopen: string}[]
  }[]
}

/** How units are written. */
export interface SystemdRenderOptions extends RenderOptions {
  /** The configuration of uWSGI that the service starts, absolute; without it that of `paths.config`, in ini. */
  readonly config?: string
}

/** The kinds of files that go with a service. */
export const SYSTEMD_FILES = ['service', 'socket', 'tmpfiles', 'sysusers', 'logrotate'] as const

/** A file for systemd or logrotate, and where it belongs. */
export interface SystemdFile extends RenderedFile {
  readonly kind: (typeof SYSTEMD_FILES)[number]
  /** Absolute. */
  readonly path: string
}

const SERVICE = defineTemplate<SystemdService>('systemd/service.hbs')
const SOCKET = defineTemplate<SystemdSocket>('systemd/socket.hbs')
const TMPFILES = defineTemplate<SystemdTmpfiles>('systemd/tmpfiles.hbs')
const SYSUSERS = defineTemplate<SystemdSysusers>('systemd/sysusers.hbs')
const LOGROTATE = defineTemplate<SystemdLogrotate>('systemd/logrotate.hbs')

/**
 * What starts the applications of a deployment and keeps them running: services first, then sockets, folders, users and log
 * rotation where the deployment needs them. `template` is for the services.
 *
 * @throws TsgiError `TSGI_UNSAFE_VALUE`, usage, for what systemd has no spelling for.
 */
export async function renderSystemd(
  deployment: Deployment,
  options: SystemdRenderOptions,
): Promise<readonly SystemdFile[]> {
  const {paths} = deployment
  const name = plainName('name', deployment.name)
  for (const application of deployment.applications) plainName('applications', application.name)
  absolutePath('paths.units', paths.units)
  const units = unitsOf(deployment, options.config)
  const activated = units.filter(({kind}) => kind === 'activated')
  const [tmpfiles, sysusers, logrotate] = [tmpfilesOf(deployment), sysusersOf(deployment), logrotateOf(deployment)]
  const render = async <Context extends object>(
    file: Omit<SystemdFile, 'text' | 'name' | 'warnings'>,
    [template, context]: readonly [Template<Context>, Context],
    warnings: readonly string[] = [],
  ): Promise<SystemdFile> => {
    const text = await template.render(context, file.kind === 'service' ? options.template : undefined)
    const said = options.comments ? text : withoutComments(text)
    return {...file, name: file.path.slice(file.path.lastIndexOf('/') + 1), text: said, warnings}
  }
  const etc = (folder: string) => `${paths.root}/etc/${folder}/${name}`
  return Promise.all([
    ...units.map((unit) => {
      const context = serviceOf(unit, deployment, options.config)
      const path = `${paths.units}/${unit.name}`
      return render({kind: 'service', path}, [SERVICE, context], warningsOf(unit, deployment, context))
    }),
    ...activated.map((unit) =>
      render({kind: 'socket', path: `${paths.units}/${unit.name.replace('.service', '.socket')}`}, [
        SOCKET,
        socketOf(unit),
      ]),
    ),
    ...(tmpfiles ? [render({kind: 'tmpfiles', path: `${etc('tmpfiles.d')}.conf`}, [TMPFILES, tmpfiles])] : []),
    ...(sysusers ? [render({kind: 'sysusers', path: `${etc('sysusers.d')}.conf`}, [SYSUSERS, sysusers])] : []),
    ...(logrotate ? [render({kind: 'logrotate', path: etc('logrotate.d')}, [LOGROTATE, logrotate])] : []),
  ])
}

function warningsOf(unit: Unit, {service}: Deployment, {hardening}: SystemdService): readonly string[] {
  const {kind, applications} = unit
  const isStrict = service.hardening === 'strict'
  const remote = applications.filter(({usesNetwork}) => usesNetwork).map(({name}) => name)
  const said: readonly (readonly [boolean, string])[] = [
    [
      isStrict && remote.length > 0,
      `strict hardening cuts ${remote.join(' and ')} off from other machines: add IPAddressAllow= for its database, or take standard`,
    ],
    [
      isStrict && hardening?.lowPort === true,
      'a port under 1024 needs a privilege that strict hardening would take away: with --kind socket systemd listens instead',
    ],
    [
      isStrict && hardening?.inTmp === true,
      'part of it lies in /tmp, which is not made private then: strict hardening wants code and sockets elsewhere',
    ],
    [
      kind === 'javascript' && service.kind !== 'service',
      `${applications[0].name} is served by tsgi, in a service of its own: there is no ${service.kind} for it`,
    ],
  ]
  return said.flatMap(([holds, text]) => (holds ? [text] : []))
}
