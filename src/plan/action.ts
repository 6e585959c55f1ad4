import type {Argv} from './plan.js'
import type {Expected, State} from './state.js'

/** Something done to a name of a folder. The path is real: no link is on the way. */
export interface PathAction {
  readonly do: 'write' | 'folder' | 'link' | 'remove'
  readonly path: string
  readonly before: State
  readonly after: Expected
  /** The name under which it is made before it takes its place. */
  readonly draft?: string
  /** The name in the same folder under which a person's content is kept. */
  readonly backup?: string
}

/** A command of the machine that was run. */
export interface RunAction {
  readonly do: 'run'
  readonly argv: Argv
  readonly undo?: Argv
  readonly purpose: string
}

/** One thing done to the machine, with what it takes to undo it. */
export type Action = PathAction | RunAction
