import {posix} from 'node:path'
import type {Folder} from '../folder.js'
import type {Conclusion, ProjectStatic} from '../project.js'
import {statics} from '../statics.js'
import type {Settings} from './settings.js'

const PAIRS = [
  ['STATIC_URL', 'STATIC_ROOT', 'static'],
  ['MEDIA_URL', 'MEDIA_ROOT', 'media'],
] as const

/** `STATIC_URL` with `STATIC_ROOT`, `MEDIA_URL` with `MEDIA_ROOT`; a URL on another host is none of the web server's. */
export function djangoStatics(settings: Settings, folder: string, {root}: Folder): Conclusion<ProjectStatic>[] {
  return PAIRS.flatMap(([urlName, rootName, kind]) => {
    const [url, at] = [settings.string(urlName), settings.string(rootName)]
    if (!url || !at || at.value === '') return []
    const evidence = [...url.evidence, ...at.evidence]
    const found = statics({url: url.value, path: posix.resolve(root, folder, at.value), kind}, root, evidence)
    // Django puts SCRIPT_NAME in front of a URL without a slash at the start, and of no other.
    return url.value.startsWith('/') ? found.map((one) => ({...one, value: {...one.value, isOfSite: true}})) : found
  })
}
