import type {Application, StaticFolder} from '../../deployment/deployment.js'
import {absolutePath, unsafeValue, wholeNumber} from '../unsafe.js'
import type {NginxFolder, NginxLine} from './site.js'
import {nginxWord, urlPath} from './words.js'

/** The folders of these applications that Nginx serves itself, each URL once. */
export function staticsOf(
  applications: readonly Application[],
  headers: readonly NginxLine[] | undefined,
): NginxFolder[] {
  const folders = new Map<string, StaticFolder>()
  for (const folder of applications.flatMap(({statics}) => statics)) {
    const other = folders.get(folder.url)
    if (other && other.folder !== folder.folder) {
      throw unsafeValue('a static URL', folder.url, `it is ${other.folder} already`)
    }
    folders.set(folder.url, folder)
  }
  return [...folders.values()].map((folder) => folderOf(folder, headers))
}

/**
 * A folder under its URL. `headers` are those of the server, to be repeated beside a header of the location's own; without
 * them it sets none of its own, so that those of whoever includes it stay.
 */
export function folderOf(
  {url, folder, maxAge, isImmutable}: StaticFolder,
  headers: readonly NginxLine[] | undefined,
): NginxFolder {
  const path = absolutePath('a static folder', folder)
  if (/^\/+$/.test(path)) throw unsafeValue('a static folder', folder, 'it is the whole machine')
  if (!url.endsWith('/'))
    throw unsafeValue('a static URL', url, 'without a slash at the end files beside the folder are served')
  if (maxAge !== undefined) wholeNumber('the age of static files', maxAge)
  const isOwn = isImmutable && maxAge !== undefined && headers !== undefined
  return {
    url: urlPath('a static URL', url),
    folder: withSlash(nginxWord('a static folder', path.replace(/\/+$/, ''))),
    expires: maxAge === undefined || isOwn ? undefined : `${maxAge}s`,
    cacheControl: isOwn ? `"public, max-age=${maxAge}, immutable"` : undefined,
    headers: isOwn ? headers : [],
  }
}

/** Of a word that may be in quotes. */
function withSlash(word: string): string {
  return word.endsWith('"') ? `${word.slice(0, -1)}/"` : `${word}/`
}
