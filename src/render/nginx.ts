import type {Deployment} from '../deployment/deployment.js'
import {disagreements, leftOut} from './nginx/agreement.js'
import {siteOf} from './nginx/build-site.js'
import type {NginxParameters, NginxSite, NginxSnippet} from './nginx/site.js'
import {snippetOf, variablesOf} from './nginx/snippet.js'
import {type RenderedFile, type RenderOptions, withoutComments} from './rendered.js'
import {defineTemplate} from './template.js'

/** How much of a site: the whole file; what a `server { }` includes; the variables that a `location { }` includes. */
export type NginxScope = (typeof NGINX_SCOPES)[number]

/** The scopes, the widest first. */
export const NGINX_SCOPES = ['full', 'location', 'params'] as const

/** How a configuration of Nginx is written. */
export interface NginxRenderOptions extends RenderOptions {
  readonly scope: NginxScope
}

const FILE_NAMES: Readonly<Record<NginxScope, (name: string) => string>> = {
  full: (name) => `${name}.conf`,
  location: (name) => `${name}.locations`,
  params: (name) => `${name}.params`,
}

const INSIDE = ['nginx/params.conf.hbs', 'nginx/tuning.conf.hbs', 'nginx/application.conf.hbs', 'nginx/folder.conf.hbs']
const SERVERS = ['nginx/listening.conf.hbs', 'nginx/tls.conf.hbs', 'nginx/acme.conf.hbs', 'nginx/redirect.conf.hbs']
const SITE = defineTemplate<NginxSite>('nginx/site.conf.hbs', [...INSIDE, ...SERVERS, 'nginx/server.conf.hbs'])
const LOCATION = defineTemplate<NginxSnippet>('nginx/location.conf.hbs', INSIDE)
const PARAMS = defineTemplate<NginxParameters>('nginx/params.conf.hbs')

/**
 * Nginx's part of a deployment.
 *
 * @throws TsgiError `TSGI_UNSAFE_VALUE`, `TSGI_UNKNOWN_DIRECTIVE`, `TSGI_CONTRADICTION`, usage, for what no file of Nginx
 * can say.
 */
export async function renderNginx(deployment: Deployment, options: NginxRenderOptions): Promise<RenderedFile> {
  const {scope, comments} = options
  const text = tidy(await rendered(deployment, options))
  const warnings = [...disagreements(deployment), ...(scope === 'full' ? [] : leftOut(deployment, scope))]
  return {name: FILE_NAMES[scope](deployment.name), text: comments ? text : tidy(withoutComments(text)), warnings}
}

function rendered(deployment: Deployment, {scope, template}: NginxRenderOptions): Promise<string> {
  if (scope === 'full') return SITE.render(siteOf(deployment), template)
  if (scope === 'location') return LOCATION.render(snippetOf(deployment), template)
  return PARAMS.render(variablesOf(deployment), template)
}

/** What parts that were left out leave behind: gaps. */
function tidy(text: string): string {
  return `${text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n\n(?=\s*\})/g, '\n')
    .trim()}\n`
}
