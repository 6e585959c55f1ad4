import {basename} from 'node:path'
import type {DeploymentDescription} from '../deployment/description.js'
import {hostName} from '../deployment/grammar/hosts.js'
import {nameFrom} from '../deployment/grammar/names.js'
import {mergeDescriptions} from '../deployment/merge.js'
import {presets} from '../deployment/preset.js'
import type {Host} from '../host/host.js'
import {ask} from './ask.js'
import type {InitFlags, WebServer} from './init-flags.js'

const PROGRAMS: Readonly<Record<Exclude<WebServer, 'none'>, readonly string[]>> = {
  nginx: ['nginx', '/usr/sbin/nginx'],
  apache: ['apache2', '/usr/sbin/apache2', 'httpd', '/usr/sbin/httpd'],
  lighttpd: ['lighttpd', '/usr/sbin/lighttpd'],
}

/** What a folder of code cannot say: who stands in front, under which names. Answers of the flags are taken as they are. */
export async function askOpen(
  folder: string,
  known: DeploymentDescription,
  {flags, host}: {readonly flags: InitFlags; readonly host: Host},
): Promise<DeploymentDescription> {
  const name = known.name ?? nameFrom(basename(folder)) ?? 'app'
  const fromPreset = known.preset === undefined ? undefined : presets[known.preset].web.server
  const server = known.web?.server ?? fromPreset ?? (await askServer(flags, host))
  const names = known.web?.names ?? (server === 'none' ? [] : await askNames(flags))
  const web = {server, ...(names.length > 0 ? {names} : {})}
  return mergeDescriptions({name, web}, known)
}

async function askServer(flags: InitFlags, host: Host): Promise<WebServer> {
  const installed = await installedServers(host)
  return ask<WebServer>({
    flag: 'web',
    message: 'Which web server stands in front?',
    given: flags.web,
    detected: installed.length === 1 ? installed[0] : undefined,
    fallback: installed[0] ?? 'nginx',
    choices: (['nginx', 'apache', 'lighttpd', 'none'] as const).map((value) => ({
      name: installed.includes(value) ? `${value} (installed)` : value,
      value,
    })),
    flags,
  })
}

async function installedServers(host: Host): Promise<WebServer[]> {
  const found = await Promise.all(
    Object.entries(PROGRAMS).map(async ([server, programs]) => {
      const paths = await Promise.all(programs.map((program) => host.which(program)))
      return paths.some((path) => path !== undefined) ? [server as WebServer] : []
    }),
  )
  return found.flat()
}

async function askNames(flags: InitFlags): Promise<readonly string[]> {
  return ask<readonly string[]>({
    flag: 'server-name',
    message: 'Host names of the site, the main one first (Enter: whatever is asked for)',
    given: flags['server-name'],
    fallback: [],
    parse: namesIn,
    flags,
  })
}

function namesIn(text: string): readonly string[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '')
  for (const name of names) hostName(name)
  return names
}
