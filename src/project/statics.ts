import {posix} from 'node:path'
import type {Folder} from './folder.js'
import {notice} from './folder.js'
import type {Conclusion, ProjectEvidence, ProjectStatic} from './project.js'

/** A folder of files under a URL, when the web server can serve it: on this host, and not the whole site. */
export function statics(
  {url, path, kind}: {readonly url: string; readonly path: string; readonly kind: ProjectStatic['kind']},
  root: string,
  evidence: readonly ProjectEvidence[],
): Conclusion<ProjectStatic>[] {
  const clean = cleanUrl(url)
  return clean === undefined ? [] : [{value: {url: clean, folder: relativeTo(root, path), kind}, evidence}]
}

/** `static` → `/static/`; `undefined` for the whole site and for other hosts. */
function cleanUrl(url: string): string | undefined {
  if (/^([a-z][a-z\d+.-]*:)?\/\//i.test(url)) return undefined
  const path = url.replace(/^\/+|\/+$/g, '')
  return path === '' ? undefined : `/${path}/`
}

/** Relative when it lies inside, else as it is. */
export function relativeTo(root: string, path: string): string {
  const relative = posix.relative(root, path)
  if (relative === '') return '.'
  return relative === '..' || relative.startsWith('../') ? path : relative
}

const MEDIA = /^(uploads?|media|storage|files|system)$/i

/** The folders right below a `public/`, each under its own URL; those with programs in them are left to the application. */
export function publicFolders(folder: Folder, at: string, prefix = '/'): Conclusion<ProjectStatic>[] {
  const inside = folder.folders.filter((name) => posix.dirname(name) === at)
  return inside
    .filter((name) => !posix.basename(name).startsWith('.') && !holdsPrograms(folder, name))
    .map((name) => {
      const base = posix.basename(name)
      const kind = MEDIA.test(base) ? 'media' : 'static'
      return {value: {url: `${prefix}${base}/`, folder: name, kind}, evidence: notice('', name).evidence}
    })
}

const holdsPrograms = (folder: Folder, name: string) =>
  folder.files.some((file) => file.startsWith(`${name}/`) && /\.(php\d?|phtml|phar|cgi|pl|py|rb|lua)$/i.test(file))
