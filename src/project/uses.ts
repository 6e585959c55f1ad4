import {packageFacts, packageKey} from '../knowledge/packages.js'
import type {UsedPackage} from './detection.js'
import type {Conclusion, ProjectEvidence, ProjectNeed} from './project.js'

/** Lines that are shown for one conclusion. */
const MAX_EVIDENCE = 5

/** The packages that ask something of uWSGI, each once, under the name it is met by first. */
export function needsOf(packages: readonly UsedPackage[]): Conclusion<ProjectNeed>[] {
  const needs = new Map<string, {module: string; need: ProjectNeed; evidence: ProjectEvidence[]}>()
  for (const {language, name, evidence} of packages) {
    const facts = packageFacts(language, name)
    if (!facts?.threads && !facts?.forkHooks) continue
    const known = needs.get(packageKey(name))
    if (known) known.evidence.push(evidence)
    else {
      const need = {module: name, threads: facts.threads ?? false, forkHooks: facts.forkHooks ?? false}
      needs.set(packageKey(name), {module: name, need, evidence: [evidence]})
    }
  }
  return [...needs.values()].map(({need, evidence}) => ({value: need, evidence: evidence.slice(0, MAX_EVIDENCE)}))
}

/** Whether any package talks to other machines. */
export function networkOf(packages: readonly UsedPackage[]): Conclusion<true> | undefined {
  const talking = packages.filter(({language, name}) => packageFacts(language, name)?.network)
  if (talking.length === 0) return undefined
  return {value: true, evidence: talking.slice(0, MAX_EVIDENCE).map(({evidence}) => evidence)}
}
