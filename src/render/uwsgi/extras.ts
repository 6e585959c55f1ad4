import type {Application, Deployment, StaticFolder, Uwsgi} from '../../deployment/deployment.js'
import {matching, unsafeValue} from '../unsafe.js'
import {option, type UwsgiOption, type UwsgiSection} from './option.js'
import {numberValue, optionValue, ours, pathValue, value} from './value.js'

/** Variables of the application. */
export function environmentSection({environment}: Application): UwsgiSection {
  return {
    title: 'environment',
    notes: [],
    options: Object.entries(environment).map(([name, text]) => option('env', environmentValue(name, text))),
  }
}

function environmentValue(name: string, text: string) {
  const field = `environment.${name}`
  const checked = value(field, matching(field, name, /^[A-Za-z_]\w*$/, 'it is no name of a variable'))
  if (name.startsWith('UWSGI_')) throw unsafeValue(field, name, 'uWSGI reads variables that start so as its options')
  return text === '' ? ours`${checked}=` : ours`${checked}=${value(field, text)}`
}

/** Folders that uWSGI serves itself, where no web server stands in front. */
export function staticsSection(application: Application, {web}: Deployment): UwsgiSection {
  const {statics, uwsgi} = application
  const served = web.server === 'none' ? statics : []
  const hasAge = served.some(({maxAge}) => maxAge !== undefined)
  const knowsPatterns = uwsgi.build === 'modular'
  return {
    title: 'static files',
    notes:
      hasAge && !knowsPatterns
        ? ['sent without an expiry date: setting one needs a uWSGI with PCRE (build: modular)']
        : [],
    options: served.flatMap((folder) => [
      option(
        'static-map',
        ours`${urlValue(seenUrl(folder.url, application))}=${pathValue('statics.folder', folder.folder)}`,
      ),
      ...(knowsPatterns ? expiry(folder) : []),
    ]),
  }
}

/** uWSGI takes a mount point of Python and PSGI off the path before it looks for files, and others behind that. */
function seenUrl(url: string, {mount, entry}: Application): string {
  const isTakenOff = entry.language === 'python' || entry.language === 'perl'
  return isTakenOff && mount !== '/' && url.startsWith(`${mount}/`) ? url.slice(mount.length) : url
}

const URL = /^\/(?:[^=]+\/)?$/

const urlValue = (url: string) =>
  value('statics.url', matching('statics.url', url, URL, 'it is no path such as /static/ without "="'))

function expiry({url, maxAge}: StaticFolder): UwsgiOption[] {
  if (maxAge === undefined) return []
  urlValue(url)
  const pattern = value('statics.url', `^${encodeURI(url).replace(/[^\w/~%-]/g, '\\$&')}`)
  return [option('static-expires-uri', ours`${pattern} ${numberValue('statics.maxAge', maxAge)}`)]
}

/** Options that were asked for by name; a later one goes before an earlier. */
export function furtherSection({options}: Uwsgi): UwsgiSection {
  return {title: 'further options', notes: [], options: options.map(([name, text]) => option(...further(name, text)))}
}

function further(name: string, text: string): [string, ReturnType<typeof value>] {
  const checked = matching('uwsgi.options', name, /^[a-z][a-z0-9-]*$/, 'it is no name of an option')
  return [checked, optionValue(`uwsgi.options.${name}`, text)]
}
