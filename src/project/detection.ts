import type {PackageLanguage} from '../knowledge/packages.js'
import type {Folder} from './folder.js'
import type {Candidate, Conclusion, ProjectEvidence} from './project.js'

/** What a language sees in a folder. */
export interface Detection {
  readonly candidates: readonly Candidate[]
  readonly notices: readonly Conclusion<string>[]
  readonly asgiOnly?: Conclusion<string>
  /** Packages that are required or imported. */
  readonly packages?: readonly UsedPackage[]
}

/** A package where it is required or imported. */
export interface UsedPackage {
  readonly language: PackageLanguage
  readonly name: string
  readonly evidence: ProjectEvidence
}

/** One language. It never throws for what the files hold. */
export type Detector = (folder: Folder) => Promise<Detection>
