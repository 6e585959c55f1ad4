import type {StaticFolder} from '../../deployment/deployment.js'
import {cacheControl} from '../site/cache-control.js'
import {ACME_URL, folderUrl, literal} from '../site/values.js'
import type {ApacheFolder, ApacheStatic} from './context.js'
import {directoryPath, quoted} from './words.js'

/** A folder that Apache serves itself. */
export function staticFolder(from: StaticFolder): ApacheStatic {
  const url = folderUrl('the URL of a static folder', from.url)
  const control = cacheControl(from)
  return {
    ...folderUnder(url, from.folder, 'the static folder'),
    hidden: `"^${literal(url)}(?:.*/)?\\."`,
    cacheControl: control === undefined ? undefined : `"${control}"`,
  }
}

/** Where the ACME client puts its answers: below the folder that it calls the web root. */
export function acmeFolder(root: string | undefined): ApacheFolder | undefined {
  return root === undefined
    ? undefined
    : folderUnder(ACME_URL, `${root}${ACME_URL.slice(0, -1)}`, 'the folder of the ACME client')
}

function folderUnder(url: string, folder: string, field: string): ApacheFolder {
  const path = directoryPath(field, folder)
  return {
    url: quoted('the URL of a folder', url),
    folder: quoted(field, `${path}/`),
    directory: quoted(field, path),
  }
}
