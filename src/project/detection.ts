import type {Folder} from './folder.js'
import type {Candidate, Conclusion} from './project.js'

/** What a language sees in a folder. */
export interface Detection {
  readonly candidates: readonly Candidate[]
  readonly notices: readonly Conclusion<string>[]
  readonly asgiOnly?: Conclusion<string>
}

/** One language. It never throws for what the files hold. */
export type Detector = (folder: Folder) => Promise<Detection>
