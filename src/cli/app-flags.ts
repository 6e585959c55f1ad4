import {extname, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import type {ApplicationDescription, DeploymentDescription, UwsgiDescription} from '../deployment/description.js'

const APPLICATION = {helpGroup: 'APPLICATION'}

/** What is said of the application and of its uWSGI, where there is no `tsgi.yaml`, or other than there. */
export const appFlags = {
  app: Flags.string({
    ...APPLICATION,
    char: 'a',
    helpValue: 'APP',
    description:
      'what to load: module:callable of Python, or a file: app.py, app.psgi, config.ru, index.php, app.lua, app.js',
  }),
  chdir: Flags.string({...APPLICATION, helpValue: 'DIR', description: 'folder of the code (default: this one)'}),
  callable: Flags.string({...APPLICATION, helpValue: 'NAME', description: 'in a Python file (default: application)'}),
  virtualenv: Flags.string({...APPLICATION, helpValue: 'DIR', description: 'of Python'}),
  mount: Flags.string({...APPLICATION, helpValue: 'PATH', description: 'where it is reached: /app (default: /)'}),
  user: Flags.string({...APPLICATION, helpValue: 'USER', description: 'who it runs as'}),
  group: Flags.string({...APPLICATION, helpValue: 'GROUP', description: 'whose members may connect to the socket'}),
}

/** What {@link appFlags} parses to. */
export type AppFlags = Readonly<Partial<Record<keyof typeof appFlags, string | undefined>>>

/** What the flags say; `cwd` is where relative folders start. */
export function describeApp(flags: AppFlags, cwd: string): DeploymentDescription {
  const root = flags.chdir === undefined ? {} : {root: resolve(cwd, flags.chdir)}
  const {callable, virtualenv, mount, user, group} = flags
  const application = {...root, ...loadOf(flags.app, cwd), ...given({callable, virtualenv, mount})}
  const uwsgi: UwsgiDescription = given({user, group})
  return {
    ...(Object.keys(application).length === 0 ? {} : {application}),
    ...(Object.keys(uwsgi).length === 0 ? {} : {uwsgi}),
  }
}

/** What was given, without the rest. */
export function given<T extends object>(values: T): {[K in keyof T]?: Exclude<T[K], undefined>} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never
}

const FILES = ['.py', '.wsgi', '.psgi', '.pl', '.ru', '.lua', '.js', '.mjs', '.cjs']

function loadOf(app: string | undefined, cwd: string): ApplicationDescription {
  if (app === undefined) return {}
  const ending = extname(app).toLowerCase()
  if (ending === '.php') return {'document-root': resolve(cwd, app, '..'), 'front-controller': resolve(cwd, app)}
  if (ending === '.ini') return {paste: resolve(cwd, app)}
  if (app.endsWith('/cgi-bin')) return {scripts: resolve(cwd, app)}
  return FILES.includes(ending) || app.includes('/') ? {file: resolve(cwd, app)} : {module: app}
}
