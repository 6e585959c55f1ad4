import type {Application, Entry} from '../../deployment/deployment.js'
import {usageError} from '../../errors.js'
import {matching, unsafeValue} from '../unsafe.js'
import {MANAGED, mountValue, ONE_APPLICATION, routedMount} from './mount.js'
import {option, type UwsgiOption} from './option.js'
import {pythonOptions} from './python.js'
import {ours, pathValue, type Value, value} from './value.js'

type EntryOf<L extends Entry['language']> = Extract<Entry, {language: L}>

/** The plugin that runs a language: its name where it is built in, and as a file (`modifier:name`). */
export interface LanguagePlugin {
  readonly builtIn: string
  readonly file: string
}

/** Debian's names; Fedora, Alpine and Homebrew call Python's the same. */
const PLUGINS: Readonly<Record<Exclude<Entry['language'], 'javascript' | 'external'>, LanguagePlugin>> = {
  python: {builtIn: 'python', file: 'python3'},
  perl: {builtIn: 'psgi', file: '0:psgi'},
  ruby: {builtIn: 'rack', file: '0:rack'},
  php: {builtIn: 'php', file: '0:php'},
  lua: {builtIn: 'lua', file: '0:lua51'},
  cgi: {builtIn: 'cgi', file: '0:cgi'},
}

/**
 * The plugin for an application.
 *
 * @throws TsgiError `TSGI_NOT_FOR_UWSGI`, usage, for JavaScript: uWSGI has no plugin for Node.js; and for an application of
 * which only the socket is known.
 */
export function languagePlugin({name, entry}: Application): LanguagePlugin {
  if (entry.language === 'javascript') {
    throw usageError(
      'TSGI_NOT_FOR_UWSGI',
      `${name} is a JavaScript application: uWSGI cannot run it, and it needs no configuration of uWSGI`,
      `tsgi serve ${entry.file}`,
    )
  }
  if (entry.language === 'external') {
    throw usageError(
      'TSGI_NOT_FOR_UWSGI',
      `nothing is known of ${name} but its socket: what should uWSGI load?`,
      'add --app module:callable, or --app FILE',
    )
  }
  return PLUGINS[entry.language]
}

/** What loads the application, and where it is mounted. */
export function entryOptions(application: Application): readonly UwsgiOption[] {
  const {entry} = application
  const mount = mountValue(application.mount)
  switch (entry.language) {
    case 'python':
      return pythonOptions(entry, mount)
    case 'perl':
      return perlOptions(entry, mount)
    case 'ruby':
      return [...rubyOptions(entry), ...routedMount(mount)]
    case 'lua':
      return [option('lua', pathValue('entry.file', entry.file)), ...routedMount(mount)]
    case 'php':
      return [...routedMount(mount), ...phpOptions(entry, mount)]
    case 'cgi':
      return cgiOptions(entry, mount)
    case 'javascript':
    case 'external':
      return []
  }
}

function perlOptions({file, localLib}: EntryOf<'perl'>, mount: Value | undefined): UwsgiOption[] {
  const path = pathValue('entry.file', file)
  return [
    ...(localLib === undefined ? [] : [option('env', ours`PERL5LIB=${perlLibrary(localLib)}/lib/perl5`)]),
    ...(mount ? [option('mount', ours`${mount}=${path}`), MANAGED] : [option('psgi', path)]),
    ...ONE_APPLICATION,
  ]
}

function perlLibrary(folder: string): Value {
  if (folder.includes(':')) throw unsafeValue('entry.localLib', folder, 'Perl separates folders by ":"')
  return pathValue('entry.localLib', folder)
}

function rubyOptions({file, gemPath}: EntryOf<'ruby'>): UwsgiOption[] {
  return [
    ...(gemPath === undefined ? [] : [option('env', ours`GEM_PATH=${pathValue('entry.gemPath', gemPath)}`)]),
    option('rack', pathValue('entry.file', file)),
    ...ONE_APPLICATION,
  ]
}

/** Without an `=` a folder is what `cgi` takes whole; uWSGI splits at the first. */
function cgiOptions({folder, helpers}: EntryOf<'cgi'>, mount: Value | undefined): UwsgiOption[] {
  const path = pathValue('entry.folder', folder)
  if (!mount && folder.includes('=')) {
    throw unsafeValue('entry.folder', folder, 'uWSGI reads what stands before "=" as a mount point')
  }
  return [
    option('cgi', mount ? ours`${mount}=${path}` : path),
    ...Object.entries(helpers).map(([ending, program]) =>
      option('cgi-helper', ours`${fileEnding(ending)}=${value('entry.helpers', program)}`),
    ),
  ]
}

const fileEnding = (text: string) =>
  value('entry.helpers', matching('entry.helpers', text, /^\.[\w-]+$/, 'it is no ending of a file such as .pl'))

function phpOptions({documentRoot, frontController}: EntryOf<'php'>, mount: Value | undefined): UwsgiOption[] {
  const root = pathValue('entry.documentRoot', documentRoot)
  return [
    option('php-docroot', root),
    option('php-index', ours`index.php`),
    option('php-allowed-ext', ours`.php`, 'nothing else is run as PHP'),
    option('route-if', ours`contains:\${PATH_INFO};/. break:404 Not Found`, 'no .git, .env or .htaccess is served'),
    ...(frontController === undefined
      ? []
      : [option('php-fallback', pathValue('entry.frontController', frontController), 'answers what is no file')]),
    option('static-skip-ext', ours`.php`, 'the source of a page is never sent'),
    mount ? option('static-map', ours`${mount}=${root}`) : option('check-static', root),
  ]
}
