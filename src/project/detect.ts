import {resolve} from 'node:path'
import type {Host} from '../host/host.js'
import type {Detection} from './detection.js'
import {environmentFiles} from './environment-files.js'
import {type Folder, openFolder} from './folder.js'
import {languages} from './languages.js'
import type {FolderLimits} from './limits.js'
import type {Candidate, Project} from './project.js'
import {needsOf, networkOf} from './uses.js'
import {wantedVersion} from './versions.js'
import {findEnvironment} from './virtual-environment.js'

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
  const candidates = detections.flatMap((detection) => detection.candidates).toSorted(byRank)
  const packages = detections.flatMap((detection) => detection.packages ?? [])
  const asgiOnly = detections.find((detection) => detection.asgiOnly)?.asgiOnly
  const found = await findEnvironment(folder, host)
  const isPython = asgiOnly !== undefined || candidates.some(({entry}) => entry.language === 'python')
  const network = networkOf(packages)
  return {
    root: folder.root,
    candidates: await Promise.all(candidates.map((candidate) => withVersion(candidate, folder))),
    ...(found.environment && isPython ? {virtualEnvironment: found.environment} : {}),
    environmentFiles: await environmentFiles(folder),
    needs: needsOf(packages),
    ...(network ? {network} : {}),
    ...(asgiOnly ? {asgiOnly} : {}),
    notices: [...detections.flatMap(({notices}) => notices), ...(isPython ? found.notices : []), ...folder.notices],
  }
}

async function withVersion(candidate: Candidate, folder: Folder): Promise<Candidate> {
  const version = await wantedVersion(candidate.entry, folder)
  return version ? {...candidate, version} : candidate
}

/** Equals stay in the order in which they were found, which is that of names. */
const byRank = (one: Candidate, other: Candidate) => other.rank - one.rank
