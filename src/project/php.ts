import {posix} from 'node:path'
import {Code, PHP} from './code.js'
import type {Detection, UsedPackage} from './detection.js'
import {at, findLine, parseJson, type Table, tableOf} from './documents.js'
import {evidence, lineEvidence} from './evidence.js'
import {type Folder, isAside, notice} from './folder.js'
import type {Candidate, Conclusion, Framework, ProjectEvidence, ProjectStatic} from './project.js'
import {publicFolders} from './statics.js'
import {linesOf} from './text.js'

/** Names that folders for the web server have. */
const DOCUMENT_ROOTS = ['public', 'web', 'webroot', 'www', 'htdocs', 'public_html', 'html']
/** Packages whose applications answer every URL from one file. */
const ROUTERS =
  /^(slim\/slim|league\/route|nikic\/fast-route|mezzio\/mezzio|laminas\/laminas-mvc|cakephp\/cakephp|codeigniter4\/framework|yiisoft\/yii2|drupal\/core.*|craftcms\/cms|laravel\/lumen-framework|flightphp\/core|bcosca\/fatfree.*)$/
const ASSETS = /^(assets?|static|css|js|img|images?|fonts?|media|uploads?|dist|build|bundles|storage|files|icons)$/i

interface Composer {
  readonly file: string
  readonly text: string
  readonly requires: Table
}

interface Site {
  readonly framework: Framework
  readonly documentRoot: string
  readonly isFront: boolean
  readonly rank: number
  readonly evidence: readonly ProjectEvidence[]
  readonly environment?: Readonly<Record<string, string>>
}

/** WordPress, Laravel, Symfony, front controllers of any other kind, and folders of plain PHP. */
export async function detectPhp(folder: Folder): Promise<Detection> {
  const wordpress = folder.files.filter((file) => isNamed(file, 'wp-load.php') && !isAside(file)).map(posix.dirname)
  const fronts = folder.files.filter((file) => isNamed(file, 'index.php') && isDocumentRoot(posix.dirname(file)))
  const isFree = (file: string) => !isAside(file) && !wordpress.some((root) => isBelow(file, root))
  const sites = await Promise.all([
    ...wordpress.map((root) => wordpressIn(root, folder)),
    ...fronts.filter(isFree).map((file) => siteAt(file, folder)),
  ])
  const candidates = sites.map((site) => candidateOf(site, folder))
  return {candidates: withoutShadows(candidates), notices: [], packages: await packagesOf(folder)}
}

const isNamed = (file: string, name: string) => posix.basename(file) === name
const isBelow = (file: string, root: string) => root === '.' || file.startsWith(`${root}/`)
const depthOf = (path: string) => (path === '.' ? 0 : path.split('/').length)

/** The top, a folder below it, or one of the usual names in either. */
function isDocumentRoot(path: string): boolean {
  const isUsual = DOCUMENT_ROOTS.includes(posix.basename(path))
  return depthOf(path) <= (isUsual ? 2 : 0)
}

/** Where a `public/` has the site, an `index.php` beside it is a redirection or a mistake. */
function withoutShadows(candidates: readonly Candidate[]): Candidate[] {
  const roots = candidates.map(({entry}) => ('documentRoot' in entry ? entry.documentRoot : ''))
  return candidates.filter((_, i) => !roots.some((other) => other !== roots[i] && posix.dirname(other) === roots[i]))
}

async function wordpressIn(root: string, folder: Folder): Promise<Site> {
  const file = ['wp-config.php', 'wp-config-sample.php', 'wp-load.php'].map((name) => posix.join(root, name))
  const shown = file.find((name) => folder.has(name))!
  return {
    framework: 'wordpress',
    documentRoot: root,
    isFront: folder.has(posix.join(root, 'index.php')),
    rank: 90 - 2 * depthOf(root),
    evidence: notice('', shown).evidence,
  }
}

async function siteAt(file: string, folder: Folder): Promise<Site> {
  const documentRoot = posix.dirname(file)
  const base = DOCUMENT_ROOTS.includes(posix.basename(documentRoot)) ? posix.dirname(documentRoot) : documentRoot
  const composer = await readComposer(posix.join(base, 'composer.json'), folder)
  const own = await firstLine(file, folder)
  const depth = depthOf(base)
  const known = frameworkOf(composer, base, folder)
  if (known) {
    const environment = known === 'symfony' ? {environment: {APP_ENV: 'prod'}} : {}
    return {
      framework: known,
      documentRoot,
      isFront: true,
      rank: 95 - 2 * depth,
      evidence: [...shownFor(known, composer), own],
      ...environment,
    }
  }
  const front = await frontController(file, composer, folder)
  if (front)
    return {
      framework: 'php-front-controller',
      documentRoot,
      isFront: true,
      rank: 75 - 2 * depth,
      evidence: [front, own],
    }
  return {framework: 'php', documentRoot, isFront: false, rank: 60 - 2 * depth, evidence: [own]}
}

function frameworkOf(composer: Composer | undefined, base: string, folder: Folder): 'laravel' | 'symfony' | undefined {
  if (!composer) return undefined
  if (Object.hasOwn(composer.requires, 'laravel/framework') && folder.has(posix.join(base, 'artisan'))) return 'laravel'
  if (Object.hasOwn(composer.requires, 'symfony/framework-bundle')) return 'symfony'
  return undefined
}

const shownFor = (framework: 'laravel' | 'symfony', composer: Composer | undefined) => {
  const name = framework === 'laravel' ? 'laravel/framework' : 'symfony/framework-bundle'
  return composer ? [findLine(composer.file, composer.text, `"${name}"`)] : []
}

/** What says that `index.php` answers every URL: a router, a rewriting rule, or that it is the only program there. */
async function frontController(
  file: string,
  composer: Composer | undefined,
  folder: Folder,
): Promise<ProjectEvidence | undefined> {
  const router = Object.keys(composer?.requires ?? {}).find((name) => ROUTERS.test(name))
  if (router !== undefined && composer) return findLine(composer.file, composer.text, `"${router}"`)
  const root = posix.dirname(file)
  const rules = posix.join(root, '.htaccess')
  const lines = linesOf((await folder.text(rules)) ?? '')
  const rewrite = lines.findIndex((line) =>
    /^\s*(RewriteRule\b.*\bindex\.php\b|FallbackResource\s+\S*index\.php)/i.test(line),
  )
  if (rewrite !== -1) return evidence(rules, {line: rewrite + 1}, lines[rewrite]!.trim())
  if (root === '.') return undefined
  const programs = folder.files.filter((name) => isBelow(name, root) && /\.(php\d?|phtml)$/.test(name))
  const uses = await usesPath(file, folder)
  return programs.length === 1 ? uses : undefined
}

/** Asks for the path of the request, or hands over to code outside of the document root. */
async function usesPath(file: string, folder: Folder): Promise<ProjectEvidence | undefined> {
  const code = new Code(file, (await folder.text(file)) ?? '', PHP)
  const path = code.find(/\$_SERVER\s*\[\s*['"](REQUEST_URI|PATH_INFO)['"]/)
  return (path ?? code.find(/\b(require|include)(_once)?\b[^;\r\n]*\.\.\//))?.evidence
}

async function firstLine(file: string, folder: Folder): Promise<ProjectEvidence> {
  const text = (await folder.text(file)) ?? ''
  const line = linesOf(text).findIndex((content) => content.trim() !== '')
  return lineEvidence(file, text, {line: line + 1 || 1})
}

function candidateOf(site: Site, folder: Folder): Candidate {
  const {documentRoot, isFront, framework, rank} = site
  const front = isFront ? {frontController: posix.join(documentRoot, 'index.php')} : {}
  return {
    framework,
    entry: {language: 'php', documentRoot, ...front},
    rank,
    evidence: site.evidence,
    environment: site.environment ?? {},
    statics: staticsOf(site, folder),
  }
}

/** At the top of a project, and where files are programs too, just folders with names that assets have. */
function staticsOf({framework, documentRoot, isFront}: Site, folder: Folder): Conclusion<ProjectStatic>[] {
  if (framework === 'wordpress') return uploadsOf(documentRoot, folder)
  const found = publicFolders(folder, documentRoot)
  const isOpen = isFront && documentRoot !== '.'
  return isOpen ? found : found.filter(({value}) => ASSETS.test(posix.basename(value.folder)))
}

function uploadsOf(root: string, folder: Folder): Conclusion<ProjectStatic>[] {
  const path = posix.join(root, 'wp-content/uploads')
  if (!folder.folders.includes(path)) return []
  return [{value: {url: '/wp-content/uploads/', folder: path, kind: 'media'}, evidence: notice('', path).evidence}]
}

async function readComposer(file: string, folder: Folder): Promise<Composer | undefined> {
  const text = await folder.text(file)
  const document = text === undefined ? undefined : parseJson(text)
  return document && {file, text: text!, requires: tableOf(at(document, 'require')) ?? {}}
}

async function packagesOf(folder: Folder): Promise<UsedPackage[]> {
  const packages: UsedPackage[] = []
  for (const file of folder.files.filter((name) => isNamed(name, 'composer.json') && !isAside(name))) {
    const composer = await readComposer(file, folder)
    for (const name of Object.keys(composer?.requires ?? {}).slice(0, 500)) {
      packages.push({language: 'php', name, evidence: findLine(file, composer!.text, `"${name}"`)})
    }
  }
  return packages
}
