import {matching} from '../unsafe.js'
import {option, type UwsgiOption} from './option.js'
import {ours, type Value, value} from './value.js'

/** The mount point; `undefined` for `/`. */
export function mountValue(mount: string): Value | undefined {
  if (mount === '/') return undefined
  return value('mount', matching('mount', mount, /^(\/[\w.~-]+)+$/, 'it is no path such as /app'))
}

/** uWSGI loads an application into a packet's name for it as long as there is room for one more. */
export const ONE_APPLICATION = [
  option('need-app', true, 'end at once when the application does not load, instead of answering 500 for ever'),
  option('max-apps', 1, 'as many as there are: no packet can make uWSGI load another one'),
]

/** Goes with every `mount`, and with nothing else: without one it takes SCRIPT_NAME away. */
export const MANAGED = option(
  'manage-script-name',
  true,
  'the web server passes the whole path; uWSGI takes the mount point off it, as SCRIPT_NAME',
)

/** For languages whose plugin knows no mount points. Idempotent: also right behind a server that split the path itself. */
export function routedMount(mount: Value | undefined): UwsgiOption[] {
  if (!mount) return []
  return [
    option(
      'route-if',
      ours`startswith:\${PATH_INFO};${mount}/ setscriptname:${mount}`,
      'the web server passes the whole path; uWSGI takes the mount point off it (this needs a uWSGI with PCRE)',
    ),
    option('route-if', ours`startswith:\${PATH_INFO};${mount}/ fixpathinfo:path`),
  ]
}
