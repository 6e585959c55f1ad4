import {basename, dirname, join, relative} from 'node:path'
import type {Web} from '../deployment/deployment.js'
import {usageError} from '../errors.js'
import type {WebPlace, WebServerName} from '../knowledge/distributions.js'
import {look} from '../plan/look.js'
import type {Wanted} from '../plan/plan.js'
import {hasChanges} from '../plan/plan.js'
import {apacheModules} from './apache-modules.js'
import {webPlace} from './machine.js'
import type {Check, Situation} from './step.js'
import {complaint, refuseBroken, stopWeb, takeBack, type WebControl, webControl, webPid} from './web-server.js'

/** The site, its modules, what switches them on; then the server's own test, and a reload. */
export async function connectSteps(situation: Situation): Promise<readonly Wanted[]> {
  const {deployment, machine, host, written} = situation
  const {server} = deployment.web
  if (server === 'none') return []
  const control = webControl(server, machine)
  const changes = await siteSteps(situation, server)
  const isRunning = (await webPid(control, host)) !== undefined
  if (isRunning && !hasChanges(await look(changes, {host, written}))) return changes
  const isInstalled = (await host.which(control.test[0])) !== undefined
  const isOurs = changes.some((step) => step.kind === 'file' && written(step.path).length > 0)
  if (isInstalled && !isOurs && host.identity().uid === 0) {
    await refuseBroken(control, host)
  }
  const {title, test, start, reload} = control
  return [
    {kind: 'command', argv: test, undo: await lastOfUndo(control, situation), purpose: `${title} takes what is there`},
    ...changes,
    {kind: 'command', argv: test, purpose: `${title} takes the new site too`},
    isRunning
      ? {kind: 'command', argv: reload, purpose: `${title} reads it, without dropping a connection`}
      : {
          kind: 'command',
          argv: start,
          undo: stopWeb(control, await pidFileOf(control, situation)),
          purpose: `${title} did not run`,
        },
  ]
}

async function lastOfUndo(control: WebControl, situation: Situation) {
  const {deployment, host} = situation
  const {access, error} = deployment.web.log
  const logs: string[] = []
  for (const path of [access, error]) {
    if (path !== undefined && (await host.facts(path)) === undefined) logs.push(path)
  }
  const pidFile = await pidFileOf(control, situation)
  return takeBack(control, {pidFile, hadPidFile: (await host.facts(pidFile)) !== undefined, logs})
}

/** Where the server writes its number: the first whose folder is there. */
async function pidFileOf({pidFiles}: WebControl, {host}: Pick<Situation, 'host'>): Promise<string> {
  for (const path of pidFiles) if ((await host.facts(dirname(path))) !== undefined) return path
  return pidFiles[0]!
}

async function siteSteps(situation: Situation, server: WebServerName): Promise<readonly Wanted[]> {
  const {deployment, machine, files} = situation
  const place = webPlace(machine.distribution, server)
  const site = files.find(({kind}) => kind === 'web')
  if (!site) return []
  const file: Wanted = {kind: 'file', path: site.target, content: site.text, owner: 'root', mode: site.mode ?? 0o644}
  const isUsual = dirname(site.target) === place.sites
  return [
    file,
    ...(server === 'apache' ? await apacheModules(site.text, situation) : []),
    ...(place.enabled !== undefined && isUsual ? [enabledLink(site.target, place.enabled)] : []),
    ...(await defaultSite(place, deployment.web, situation)),
  ]
}

function enabledLink(target: string, folder: string): Wanted {
  return {kind: 'link', path: join(folder, basename(target)), target: relative(folder, target)}
}

/** A site without a name is never asked while the one that came with the server answers to every name. */
async function defaultSite(
  {defaultSite: path}: WebPlace,
  {names, server}: Web,
  {host, replacesDefault, deployment}: Situation,
): Promise<readonly Wanted[]> {
  if (path === undefined || (await host.facts(path)) === undefined) return []
  if (replacesDefault) return [{kind: 'remove', path}]
  const isNamed = names.length > 0 || deployment.applications.every(({hosts}) => hosts.length > 0)
  const isOnItsPort = deployment.web.listen.some(({port}) => port === 80)
  if (isNamed || !isOnItsPort) return []
  throw usageError(
    'TSGI_DEFAULT_SITE',
    `the site has no host name, and ${path}, which came with ${server}, answers whatever is asked for`,
    '--server-name shop.example',
    '--replace-default takes it out of the way; undoing puts it back',
  )
}

/** Whether the server takes its configuration, and runs. */
export async function verifyConnected({deployment, machine, host}: Situation): Promise<readonly Check[]> {
  const {server} = deployment.web
  if (server === 'none') return []
  const control = webControl(server, machine)
  const said = await complaint(control, host)
  const pid = await webPid(control, host)
  return [
    {ok: said === undefined, what: `${control.title} accepts its configuration`, ...(said ? {detail: said} : {})},
    {
      ok: pid !== undefined,
      what: pid === undefined ? `${control.title} does not run` : `${control.title} runs (process ${pid})`,
    },
  ]
}
