import type {Files} from '../load.js'

/** What uWSGI would find around it where the configuration runs. What is not given is not known. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder that uWSGI is started in; absolute. */
  readonly folder: string
  readonly files: UwsgiFiles
  readonly machine?: MachineFacts
  /** Plugins that are built in, by their names in the sources. */
  readonly plugins?: readonly string[]
}

export interface UwsgiFiles extends Files {
  /** Links are followed. */
  kind(path: string): Promise<'file' | 'folder' | 'other' | undefined>
  /** With every link resolved; undefined when it leads nowhere. */
  realPath(path: string): Promise<string | undefined>
  /** Whether the last part of a path is a symbolic link: uWSGI leaves such a name alone. */
  isLink(path: string): Promise<boolean>
}

/** What the magic variables and conditions tell of a machine. */
export interface MachineFacts {
  readonly hostname?: string
  /** Cores that are online. */
  readonly cpus?: number
  /** `2.0.21-debian`. */
  readonly version?: string
  readonly uid?: number
  readonly gid?: number
  readonly user?: string
  readonly group?: string
  /** Absolute path of uWSGI's program. */
  readonly binary?: string
}

/** A path as seen from a folder, with `.` and `..` taken out. */
export function pathFrom(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** What uWSGI reads otherwise than as a file: by running something, over the network, out of its own program. */
export const SCHEME = /^(?:https?|exec|fd|data|sym|section|emperor|call|callint):\/\//
