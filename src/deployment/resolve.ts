import {alignmentOf} from './alignment.js'
import {contradictionsOf} from './contradictions.js'
import type {Deployment} from './deployment.js'
import type {DeploymentDescription} from './description.js'
import {draftOf, type ResolveContext} from './draft.js'
import {DeploymentError, type DescriptionProblem} from './problem.js'
import {resolveApplications} from './resolve-application.js'
import {resolveService} from './resolve-service.js'
import {resolveWeb} from './resolve-web.js'

/**
 * Fills in what a description leaves open, and proves every value of it for the files that it goes into.
 *
 * @throws DeploymentError `TSGI_BAD_DEPLOYMENT`, usage, with everything that is wrong.
 */
export function resolveDeployment(description: DeploymentDescription, context: ResolveContext = {}): Deployment {
  const draft = draftOf(description, context)
  const alignment = alignmentOf(draft)
  const applications = resolveApplications(draft, alignment)
  const deployment: Deployment = {
    ...{name: draft.name, preset: draft.preset, applications},
    web: resolveWeb(draft, alignment),
    service: resolveService(draft, applications),
    paths: draft.paths,
  }
  const problems = draft.problems.length > 0 ? draft.problems : contradictionsOf(deployment)
  if (problems.length > 0) throw new DeploymentError(located(problems, context))
  return deployment
}

/** Each once, with its place. */
function located(problems: readonly DescriptionProblem[], {locate}: ResolveContext): readonly DescriptionProblem[] {
  const once = new Map(problems.map((problem) => [`${problem.key} ${problem.message}`, problem]))
  return [...once.values()].map((problem) => {
    const location = locate?.(problem.key)
    return location === undefined ? problem : {...problem, location}
  })
}
