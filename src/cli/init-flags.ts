import {Flags} from '@oclif/core'
import type {Address} from '../address.js'
import {PRESETS} from '../deployment/deployment.js'
import {socketFlag, writeFlags} from './conf-flags.js'

export const WEB_SERVERS = ['nginx', 'apache', 'lighttpd', 'none'] as const
export type WebServer = (typeof WEB_SERVERS)[number]

/** What `tsgi init` can be told, so that it need not ask. */
export const initFlags = {
  name: Flags.string({helpValue: 'NAME', description: 'of the deployment: names sockets, files, units'}),
  app: Flags.string({
    helpValue: 'APP',
    description: 'what to load: module:callable, or a file (app.py:app, app.psgi, config.ru, public/index.php)',
  }),
  framework: Flags.string({
    helpValue: 'NAME',
    description: 'which one of those that were found: django, flask, psgi …',
  }),
  mount: Flags.string({helpValue: 'PATH', description: 'where it is reached: /app (default: /)'}),
  static: Flags.string({
    helpValue: 'URL=DIR',
    multiple: true,
    description: 'a folder that the web server serves itself; repeat it for more',
  }),
  preset: Flags.option({options: PRESETS, description: 'what the deployment starts from (docs/deployment.md)'})(),
  socket: socketFlag({description: 'where uWSGI listens'}),
  processes: Flags.integer({min: 1, helpValue: 'N', description: 'requests at a time'}),
  web: Flags.option({options: WEB_SERVERS, description: 'the web server in front'})(),
  'server-name': Flags.string({
    helpValue: 'HOST',
    multiple: true,
    description: 'host name of the site; repeat it for more, the main one first',
  }),
  tls: Flags.boolean({description: "TLS, with Let's Encrypt's certificates unless others are given", allowNo: true}),
  certificate: Flags.string({helpValue: 'FILE', description: 'of the site, with its chain', dependsOn: ['key']}),
  key: Flags.string({helpValue: 'FILE', description: 'of the certificate', dependsOn: ['certificate']}),
  service: Flags.option({options: ['systemd', 'none'] as const, description: 'what starts uWSGI'})(),
  hardening: Flags.option({
    options: ['none', 'standard', 'strict'] as const,
    description: 'how much systemd takes away from the service',
  })(),
  root: Flags.string({
    helpValue: 'DIR',
    description: 'put everything that the deployment creates below this folder: for a test, for an image',
  }),
  full: Flags.boolean({description: 'write every value into tsgi.yaml, defaults too', helpGroup: 'OUTPUT'}),
  explain: Flags.boolean({
    description: 'show what was found, and in which line, and write nothing',
    helpGroup: 'OUTPUT',
  }),
  comments: Flags.boolean({description: 'say why a line is there', allowNo: true, default: true, helpGroup: 'OUTPUT'}),
  ...writeFlags,
}

/** What {@link initFlags} parses to. */
export interface InitFlags {
  readonly name?: string | undefined
  readonly app?: string | undefined
  readonly framework?: string | undefined
  readonly mount?: string | undefined
  readonly static?: readonly string[] | undefined
  readonly preset?: (typeof PRESETS)[number] | undefined
  readonly socket?: Address | undefined
  readonly processes?: number | undefined
  readonly web?: WebServer | undefined
  readonly 'server-name'?: readonly string[] | undefined
  readonly tls?: boolean
  readonly certificate?: string | undefined
  readonly key?: string | undefined
  readonly service?: 'systemd' | 'none' | undefined
  readonly hardening?: 'none' | 'standard' | 'strict' | undefined
  readonly root?: string | undefined
  readonly full: boolean
  readonly explain: boolean
  readonly comments: boolean
  readonly 'dry-run': boolean
  readonly force: boolean
  readonly yes: boolean
  readonly 'no-input': boolean
}
