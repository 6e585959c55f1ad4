/** A file as it should be. */
export interface WantedFile {
  /** Absolute. */
  readonly path: string
  readonly content: string | Uint8Array
  /** Permission bits; undefined: those of what stands there, else 0644. */
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
  readonly mode?: number
  readonly owner?: string
  readonly group?: string
}

/** A step of a plan as it is wanted, before anybody looked at what stands there. */
export type Wanted =
  | ({readonly kind: 'file'} & WantedFile)
  | ({readonly kind: 'link'} & WantedLink)
  | ({readonly kind: 'folder'} & WantedFolder)
  | {readonly kind: 'remove'; readonly path: string}
  /** A command of the machine; `undo` takes it back. */
  | {
      readonly kind: 'command'
      readonly argv: readonly [program: string, ...args: string[]]
      readonly undo?: readonly [program: string, ...args: string[]]
      /** What it is for, in a few words. */
      readonly purpose: string
    }

/** A step against what stands there now. */
export interface Change {
  readonly wanted: Wanted
  readonly action: 'create' | 'update' | 'unchanged' | 'remove' | 'run'
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
