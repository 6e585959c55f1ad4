import type {Files} from '../load.js'
import {parseUnit} from './parse.js'
import type {LoadedUnit} from './unit.js'

/** Where the system's manager looks for drop-ins, the most important first. */
export const UNIT_FOLDERS: readonly string[] = ['/etc/systemd/system', '/run/systemd/system', '/usr/lib/systemd/system']

/** Reads a unit and its drop-ins: those beside it, and those in the given folders of units. */
export async function loadUnit(
  text: string,
  file: string,
  {files, folders = []}: {readonly files: Files; readonly folders?: readonly string[]},
): Promise<LoadedUnit> {
  const slash = file.lastIndexOf('/')
  const [own, name] = [slash < 0 ? '.' : file.slice(0, slash), file.slice(slash + 1)]
  const found = new Map<string, string>()
  for (const folder of [own, ...folders]) {
    for (const dropIn of dropInFolders(name)) {
      for (const path of await files.glob(`${folder}/${dropIn}/*.conf`)) {
        const base = path.slice(path.lastIndexOf('/') + 1)
        // Of two with one name the more special folder counts, then the more important.
        if (!found.has(base)) found.set(base, path)
      }
    }
  }
  const units = [parseUnit(text, file)]
  for (const [, path] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const dropIn = await files.read(path)
    if (dropIn !== undefined) units.push(parseUnit(dropIn, path))
  }
  return {files: units}
}

/** The folders of drop-ins for a unit, the most special first: `shop@a.service` has `shop@a.service.d`, `shop@.service.d`, `service.d`. */
export function dropInFolders(name: string): readonly string[] {
  const [, prefix, instance, type] = /^([^@]*)(@.*)?\.([^.]+)$/.exec(name) ?? []
  if (prefix === undefined || type === undefined) return [`${name}.d`]
  const shared: string[] = []
  // `foo-bar.service` also has `foo-.service.d`.
  for (let at = prefix.lastIndexOf('-'); at > 0; at = prefix.lastIndexOf('-', at - 1)) {
    shared.push(`${prefix.slice(0, at + 1)}.${type}.d`)
  }
  const template = instance && instance !== '@' ? [`${prefix}@.${type}.d`] : []
  return [`${name}.d`, ...template, ...shared, `${type}.d`]
}
