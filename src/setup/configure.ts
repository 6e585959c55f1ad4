import {dirname, join} from 'node:path'
import type {Application} from '../deployment/deployment.js'
import type {Wanted} from '../plan/plan.js'
import {instances, logFile} from './instance.js'
import type {Check, Situation} from './step.js'

/** The name of the file that describes a deployment. */
const DESCRIPTION = 'tsgi.yaml'

/** `tsgi.yaml`, a user, folders, and what uWSGI and the service manager read. */
export async function configureSteps(situation: Situation): Promise<readonly Wanted[]> {
  const {folder, text, files, deployment} = situation
  const own = files.filter(({kind}) => kind !== 'web')
  return [
    {kind: 'file', path: join(folder, DESCRIPTION), content: text, ...(await ownerOf(situation))},
    ...(await accountSteps(situation)),
    ...[...new Set(own.map(({target}) => dirname(target)))].map((path) => ({kind: 'folder', path}) as const),
    ...(deployment.service.manager === 'none' ? folderSteps(situation) : []),
    ...own.map((file): Wanted => {
      const application = deployment.applications.find(({name}) => file.name === `${name}.ini`)
      const secret = application && hasSecrets(application)
      return {
        ...{kind: 'file', path: file.target, content: file.text, owner: 'root'},
        // uWSGI reads it again when it reloads, and is no root any more.
        ...(secret
          ? {group: application.uwsgi.group ?? 'root', mode: 0o640}
          : {group: 'root', mode: file.mode ?? 0o644}),
      }
    }),
  ]
}

/** What stands in the environment of an application is nobody else's. */
function hasSecrets({environment}: Application): boolean {
  return Object.keys(environment).length > 0
}

/** Where no service manager makes them. */
function folderSteps({deployment: {applications, paths}}: Situation): readonly Wanted[] {
  const own = ({uwsgi: {user, group}}: Application) => ({
    ...(user === undefined ? {} : {owner: user}),
    ...(group === undefined ? {} : {group}),
  })
  const [first] = applications
  const parents = applications.length > 1 ? [paths.runtime] : []
  return [
    ...parents.map((path): Wanted => ({kind: 'folder', path, mode: 0o755})),
    ...applications.map(
      (application): Wanted => ({kind: 'folder', path: application.runtime, mode: 0o755, ...own(application)}),
    ),
    ...(first ? [{kind: 'folder', path: paths.logs, mode: 0o750, ...own(first)} as const] : []),
  ]
}

/** The user whose folder it is, and not root who runs this. */
async function ownerOf({folder, host}: Situation): Promise<{readonly owner?: string; readonly group?: string}> {
  const facts = await host.facts(folder)
  if (facts === undefined || facts === 'denied') return {}
  return {owner: facts.owner, group: facts.group}
}

/** A user of the deployment's own, where there is none of that name. */
async function accountSteps({deployment, host, machine}: Situation): Promise<readonly Wanted[]> {
  const names = new Set(deployment.applications.flatMap(({uwsgi}) => (uwsgi.user === undefined ? [] : [uwsgi.user])))
  const steps: Wanted[] = []
  for (const name of names) {
    if (/^\d+$/.test(name) || (await host.user(name)) !== undefined) continue
    const home = deployment.paths.state
    const isAlpine = machine.distribution.id === 'alpine'
    steps.push({
      kind: 'command',
      argv: isAlpine
        ? ['adduser', '-S', '-D', '-H', '-h', home, '-s', '/sbin/nologin', name]
        : [
            'useradd',
            '--system',
            '--user-group',
            '--no-create-home',
            '--home-dir',
            home,
            '--shell',
            '/usr/sbin/nologin',
            name,
          ],
      undo: isAlpine ? ['deluser', name] : ['userdel', name],
      purpose: `the user that ${deployment.name} runs as`,
    })
  }
  return steps
}

/** The real uWSGI loads each configuration with its application, as the user of the service, and touches nothing. */
export async function verifyConfigured({deployment, files, host, folder}: Situation): Promise<readonly Check[]> {
  const {tryUwsgi} = await import('../dryrun/uwsgi/check.js')
  const checks: Check[] = []
  for (const application of instances(deployment)) {
    const file = files.find(({kind, name}) => kind === 'uwsgi' && name === `${application.name}.ini`)
    if (!file) continue
    const {user: name} = application.uwsgi
    const user = name === undefined ? undefined : await host.user(name)
    const trial = {
      file: file.target,
      text: file.text,
      format: 'ini',
      folder,
      program: deployment.service.uwsgi,
    } as const
    const {ok, findings} = await tryUwsgi(host, {...trial, ...(user && host.identity().uid === 0 ? {user} : {})})
    const said = findings.filter(({severity}) => severity === 'error').map(({message}) => message)
    const suggestions = findings.flatMap(({remedy = []}) => remedy)
    checks.push({
      ...{ok, what: `uWSGI loads ${application.name}${name === undefined ? '' : ` as ${name}`} with ${file.target}`},
      ...(ok ? {} : {detail: said.join('; ') || 'it says no more', suggestions}),
    })
  }
  return checks
}

/** Where an application says what goes wrong. */
export function logsOf({deployment}: Situation): readonly string[] {
  return deployment.applications.map((application) => logFile(application, deployment))
}
