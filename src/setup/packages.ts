import type {Application, Deployment} from '../deployment/deployment.js'
import {environmentError} from '../errors.js'
import type {UwsgiPart} from '../knowledge/distributions.js'
import type {Machine} from './machine.js'

/** A package, and what shows that what it brings is there already, whoever brought it. */
export interface Need {
  readonly packages: readonly string[]
  /** For whom: `uWSGI`, `python`, `nginx`. */
  readonly what: string
  /** One of these programs. */
  readonly programs?: readonly string[]
  /** One of these files, of a folder. */
  readonly files?: {readonly folder: string; readonly pattern: RegExp}
}

/** Plugins as distributions name their files. */
const PLUGIN_FILES: Readonly<Record<UwsgiPart, RegExp>> = {
  python: /^python3?_plugin\.so$/,
  perl: /^psgi_plugin\.so$/,
  ruby: /^rack(_ruby\d+)?_plugin\.so$/,
  php: /^php_plugin\.so$/,
  lua: /^lua(51|jit)?_plugin\.so$/,
  cgi: /^cgi_plugin\.so$/,
  gevent: /^gevent(3|_python3)?_plugin\.so$/,
  asyncio: /^asyncio(_python3)?_plugin\.so$/,
}

const WEB_PROGRAMS = {
  nginx: ['nginx', '/usr/sbin/nginx'],
  apache: ['apache2', '/usr/sbin/apache2', 'httpd', '/usr/sbin/httpd'],
  lighttpd: ['lighttpd', '/usr/sbin/lighttpd'],
} as const

/** What a deployment takes on a system, in the order in which it is thought of. @throws TsgiError `TSGI_NOT_PACKAGED`. */
export function needsOf(deployment: Deployment, machine: Machine): readonly Need[] {
  const {distribution} = machine
  const parts = [...new Set(deployment.applications.flatMap(partsOf))]
  const {server} = deployment.web
  return [
    ...(parts.length === 0
      ? []
      : [{packages: distribution.base, what: 'uWSGI', programs: ['uwsgi', deployment.service.uwsgi]}]),
    ...parts.map(
      (part): Need => ({
        packages: partPackages(part, machine),
        what: `uWSGI for ${part}`,
        ...(distribution.plugins === undefined
          ? {}
          : {files: {folder: distribution.plugins, pattern: PLUGIN_FILES[part]}}),
      }),
    ),
    ...(server === 'none'
      ? []
      : [{packages: distribution.web[server].packages, what: server, programs: WEB_PROGRAMS[server]}]),
  ]
}

function partsOf({entry, uwsgi}: Application): UwsgiPart[] {
  if (entry.language === 'external' || entry.language === 'javascript') return []
  return [entry.language, ...(uwsgi.loop ? [uwsgi.loop.engine] : [])]
}

function partPackages(part: UwsgiPart, {distribution, release}: Machine): readonly string[] {
  const packages = distribution.parts[part]
  if (packages === undefined) {
    throw environmentError(
      'TSGI_NOT_PACKAGED',
      `${distribution.title} has no package of uWSGI for ${part}`,
      'build uWSGI from source with that plugin, and put it first in PATH',
    )
  }
  const version = distribution.versions?.[part]?.[release]
  return packages.map((name) => (version === undefined ? name : name.replace('VERSION', version)))
}
