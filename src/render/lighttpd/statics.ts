import type {StaticFolder} from '../../deployment/deployment.js'
import {cacheControl} from '../site/cache-control.js'
import {ACME_URL, folderPath, folderUrl, literal} from '../site/values.js'
import type {LighttpdFolder, LighttpdServed, LighttpdStatic} from './context.js'
import {pattern, quoted} from './words.js'

/** A folder that lighttpd serves itself, with the headers that hold there: a list in a condition replaces the one outside. */
export function staticFolder(from: StaticFolder, headers: LighttpdServed['headers']): LighttpdStatic {
  const url = folderUrl('the URL of a static folder', from.url)
  const control = cacheControl(from)
  return {
    ...folderUnder(url, from.folder, 'the static folder'),
    hidden: pattern(`^${literal(url)}(?:.*/)?\\.`),
    cacheControl: control,
    headers: [...headers, ...(control === undefined ? [] : [{name: '"Cache-Control"', value: `"${control}"`}])],
  }
}

/** Where the ACME client puts its answers: below the folder that it calls the web root. */
export function acmeFolder(root: string | undefined): LighttpdFolder | undefined {
  return root === undefined
    ? undefined
    : folderUnder(ACME_URL, `${root}${ACME_URL.slice(0, -1)}`, 'the folder of the ACME client')
}

function folderUnder(url: string, folder: string, field: string): LighttpdFolder {
  return {
    url: quoted('the URL of a folder', url),
    folder: quoted(field, `${folderPath(field, folder)}/`),
    pattern: pattern(`^${literal(url)}`),
  }
}
