import type {Wanted} from '../plan/plan.js'
import type {Situation} from './step.js'

/** Users, folders and units as systemd makes them; sockets before the services that they wake. */
export async function systemdSteps(situation: Situation): Promise<readonly Wanted[]> {
  const {files, host, isChangedSinceStart} = situation
  const units = unitNames(situation)
  const changed = files.filter(({kind, target}) => kind !== 'web' && isChangedSinceStart(target))
  const active = new Set<string>()
  for (const unit of units) {
    if ((await host.run('systemctl', ['is-active', '--quiet', unit])).code === 0) active.add(unit)
  }
  const has = (kind: string) => files.some((file) => file.kind === kind && isChangedSinceStart(file.target))
  const command = (argv: Wanted & {kind: 'command'}) => argv
  const asleep = units.filter((unit) => !active.has(unit))
  const awake = units.filter((unit) => active.has(unit))
  return [
    ...(has('sysusers') ? [command({kind: 'command', argv: ['systemd-sysusers'], purpose: 'make users'})] : []),
    ...(has('tmpfiles')
      ? [command({kind: 'command', argv: ['systemd-tmpfiles', '--create'], purpose: 'make folders'})]
      : []),
    ...(changed.length > 0 || asleep.length > 0
      ? [
          command({
            ...{kind: 'command', argv: ['systemctl', 'daemon-reload'], undo: ['systemctl', 'daemon-reload']},
            purpose: 'systemd reads the units',
          }),
        ]
      : []),
    ...asleep.map((unit) =>
      command({
        ...{kind: 'command', argv: ['systemctl', 'enable', '--now', unit]},
        ...{undo: ['systemctl', 'disable', '--now', unit], purpose: `start ${unit}, now and after every boot`},
      }),
    ),
    ...(changed.length > 0
      ? awake.map((unit) =>
          command({kind: 'command', argv: ['systemctl', 'restart', unit], purpose: `${unit} with what changed`}),
        )
      : []),
  ]
}

/** Of the files that were rendered: `shop.service`, `shop.socket`, and of a template each instance. */
export function unitNames({files, deployment}: Situation): readonly string[] {
  const names = files.filter(({kind}) => kind === 'socket' || kind === 'service').map(({name}) => name)
  const sorted = names.toSorted((one, other) => Number(other.endsWith('.socket')) - Number(one.endsWith('.socket')))
  return sorted.flatMap((name) =>
    name.includes('@.')
      ? deployment.applications.map((application) => name.replace('@.', `@${application.name}.`))
      : [name],
  )
}
