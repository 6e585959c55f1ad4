import {extname} from 'node:path/posix'
import type {Entry, Language, PythonEntry} from './deployment.js'
import type {ApplicationDescription} from './description.js'
import {APPLICATION} from './fields.js'
import {fileEnding, pythonCallable, pythonModule} from './grammar/names.js'
import {cgiHelper, pathFrom} from './grammar/paths.js'
import {flag} from './grammar/refusal.js'
import type {Section} from './section.js'

/** Keys that belong to one language, and tell it. */
const KEYS_OF: Partial<Record<Language, readonly (keyof ApplicationDescription)[]>> = {
  python: ['module', 'paste', 'callable', 'virtualenv', 'python-path', 'fork-hooks'],
  php: ['document-root', 'front-controller'],
  cgi: ['scripts', 'helpers'],
  ruby: ['gem-path'],
  perl: ['local-lib'],
}
const HAS_FILE: readonly (Language | undefined)[] = ['python', 'perl', 'ruby', 'lua', 'javascript', undefined]
const BY_ENDING: Readonly<Record<string, Language>> = {
  ...{'.py': 'python', '.psgi': 'perl', '.pl': 'perl', '.ru': 'ruby', '.lua': 'lua'},
  ...{'.js': 'javascript', '.mjs': 'javascript', '.cjs': 'javascript'},
}
/** What the tools of a language call it. */
const USUAL_FILE: Partial<Record<Language, string>> = {perl: 'app.psgi', ruby: 'config.ru'}

type ApplicationSection = Section<ApplicationDescription>

/** What uWSGI loads. `isKnownBySocket`: something else runs it, and the socket is all there is to say. */
export function resolveEntry(
  section: ApplicationSection,
  {root, isKnownBySocket}: {readonly root: string; readonly isKnownBySocket: boolean},
): Entry {
  const language = section.get('language', APPLICATION.language) ?? guessedLanguage(section)
  refuseForeignKeys(section, language)
  if (language === 'external' || (language === undefined && isKnownBySocket)) return {language: 'external'}
  const path = pathFrom(root)
  switch (language) {
    case 'python':
      return pythonEntry(section, path)
    case 'php':
      return phpEntry(section, root)
    case 'cgi':
      return {
        language,
        folder: section.get('scripts', path) ?? path('cgi-bin'),
        helpers: Object.fromEntries(section.entries('helpers', fileEnding, cgiHelper) ?? []),
      }
    case undefined:
      section.refuse('', 'what to load is missing', 'say module (Python), file, document-root (PHP) or scripts (CGI)')
      return {language: 'external'}
    default:
      return fileEntry(section, language, path)
  }
}

function guessedLanguage(section: ApplicationSection): Language | undefined {
  const file = section.raw('file')
  const [byKey] = languagesOfKeys(section)
  return byKey?.language ?? (typeof file === 'string' ? BY_ENDING[extname(file).toLowerCase()] : undefined)
}

function languagesOfKeys(section: ApplicationSection) {
  return (Object.keys(KEYS_OF) as Language[]).flatMap((language) =>
    KEYS_OF[language]!.filter((key) => section.has(key)).map((key) => ({key, language})),
  )
}

/** A key of another language would be ignored, and somebody would wonder. */
function refuseForeignKeys(section: ApplicationSection, language: Language | undefined): void {
  for (const {key, language: other} of languagesOfKeys(section)) {
    if (other !== language) section.refuse(key, `it is of ${other}, and ${section.keyOf('language')} is ${language}`)
  }
  if (section.has('file') && !HAS_FILE.includes(language)) {
    section.refuse('file', `${language} has none, and that is what ${section.keyOf('language')} is`)
  }
}

type PathGrammar = ReturnType<typeof pathFrom>

function pythonEntry(section: ApplicationSection, path: PathGrammar): PythonEntry {
  const virtualenv = section.get('virtualenv', path)
  return {
    language: 'python',
    load: pythonLoad(section, path),
    ...(virtualenv === undefined ? {} : {virtualenv}),
    pythonPath: section.list('python-path', path) ?? [],
    needsForkHooks: section.get('fork-hooks', flag) ?? false,
  }
}

function pythonLoad(section: ApplicationSection, path: PathGrammar): PythonEntry['load'] {
  const given = (['module', 'file', 'paste'] as const).filter((key) => section.has(key))
  if (given.length > 1) section.refuse(given[1]!, `there is ${given[0]} too: say one of them`)
  const callable = section.get('callable', pythonCallable)
  const file = section.get('file', path)
  if (file !== undefined) return {kind: 'file', file, callable: callable ?? 'application'}
  const paste = section.get('paste', path)
  if (paste !== undefined) return {kind: 'paste', file: paste}
  const module = section.get('module', pythonModule)
  if (given.length === 0) section.refuse('module', 'what to load is missing', 'write it like shop.wsgi:application')
  if (module?.callable !== undefined && callable !== undefined) {
    section.refuse('callable', 'module names a callable too: say one of them')
  }
  return {kind: 'module', module: module?.module ?? '', callable: module?.callable ?? callable ?? 'application'}
}

function phpEntry(section: ApplicationSection, root: string): Entry {
  const documentRoot = section.get('document-root', pathFrom(root)) ?? root
  const frontController = section.get('front-controller', pathFrom(root))
  return {language: 'php', documentRoot, ...(frontController === undefined ? {} : {frontController})}
}

function fileEntry(
  section: ApplicationSection,
  language: 'perl' | 'ruby' | 'lua' | 'javascript',
  path: PathGrammar,
): Entry {
  const usual = USUAL_FILE[language]
  if (usual === undefined && !section.has('file')) section.refuse('file', 'what to load is missing')
  const file = section.get('file', path) ?? path(usual ?? '/')
  const localLib = section.get('local-lib', path)
  const gemPath = section.get('gem-path', path)
  if (language === 'perl') return {language, file, ...(localLib === undefined ? {} : {localLib})}
  if (language === 'ruby') return {language, file, ...(gemPath === undefined ? {} : {gemPath})}
  return {language, file}
}
