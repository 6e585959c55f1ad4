import type {State} from './state.js'

/** A file as it should be. */
export interface WantedFile {
  /** Absolute. */
  readonly path: string
  readonly content: string | Uint8Array
  /** Permission bits; undefined: those of what stands there, else 0644. Without a bit for others its content is never shown. */
  readonly mode?: number
  /** Names; undefined: as what stands there, else who runs this. Only root can give files away. */
  readonly owner?: string
  readonly group?: string
}

/** A link as it should be, to an absolute or relative target. */
export interface WantedLink {
  readonly path: string
  readonly target: string
}

/** A folder as it should be. */
export interface WantedFolder {
  readonly path: string
  /** Permission bits; undefined: those of what stands there, else 0755. */
  readonly mode?: number
  readonly owner?: string
  readonly group?: string
}

/** A program of the machine with its arguments; no shell. */
export type Argv = readonly [program: string, ...args: string[]]

/** A command of the machine; `undo` takes it back. */
export interface WantedCommand {
  readonly argv: Argv
  readonly undo?: Argv
  /** What it is for, in a few words. */
  readonly purpose: string
  /** Milliseconds; default 10 minutes. */
  readonly timeout?: number
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
}

/** A step of a plan as it is wanted, before anybody looked at what stands there. */
export type Wanted =
  | ({readonly kind: 'file'} & WantedFile)
  | ({readonly kind: 'link'} & WantedLink)
  | ({readonly kind: 'folder'} & WantedFolder)
  /** A file or a link; what is not there need not be removed. */
  | {readonly kind: 'remove'; readonly path: string}
  | ({readonly kind: 'command'} & WantedCommand)

/** A step against what stands there now. */
export interface Change {
  readonly wanted: Wanted
  readonly action: 'create' | 'update' | 'unchanged' | 'remove' | 'run'
  /** What stands there now; of a command undefined. */
  readonly before?: State
  /** Unified; of text files that change. */
  readonly diff?: string
  /** Lines added and removed. */
  readonly added?: number
  readonly removed?: number
  /** What stands there was not written by tsgi, or was changed by hand since: never overwritten without a yes. */
  readonly isForeign?: boolean
}

/** What would happen, in order. */
export interface Plan {
  readonly changes: readonly Change[]
}

/** Whether there is anything to do. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.some(({action}) => action !== 'unchanged')
}

/** Paths of files that would be overwritten although somebody else wrote or changed them. */
export function foreignPaths(plan: Plan): string[] {
  return plan.changes.flatMap(({isForeign, wanted}) => (isForeign && 'path' in wanted ? [wanted.path] : []))
}
