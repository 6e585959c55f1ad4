import {resolve} from 'node:path'
import type {Host} from '../host/host.js'
import type {Detection} from './detection.js'
import {openFolder} from './folder.js'
import {languages} from './languages.js'
import type {FolderLimits} from './limits.js'
import type {Candidate, Project} from './project.js'

export interface DetectOptions {
  /** What the look may cost. */
  readonly limits?: FolderLimits
}

/**
 * Tells what a folder of code is, from its files alone: nothing of it is run, links that lead out of it are not followed, and
 * how much is read is bounded. A folder that is not there has no candidates.
 */
export async function detectProject(root: string, host: Host, {limits}: DetectOptions = {}): Promise<Project> {
  const folder = await openFolder(resolve(root), host, limits)
  const detections: Detection[] = []
  for (const detect of languages) detections.push(await detect(folder))
  const candidates = detections.flatMap((detection) => detection.candidates)
  const asgiOnly = detections.find((detection) => detection.asgiOnly)?.asgiOnly
  return {
    root: folder.root,
    candidates: candidates.toSorted(byRank),
    environmentFiles: [],
    needs: [],
    ...(asgiOnly ? {asgiOnly} : {}),
    notices: [...folder.notices, ...detections.flatMap(({notices}) => notices)],
  }
}

/** The first names of a folder come first among equals, so that the order never changes. */
const byRank = (one: Candidate, other: Candidate) => other.rank - one.rank
