import {dirname, resolve} from 'node:path'
import {parseDescription} from '../deployment/parse.js'
import {DeploymentError, type DescriptionProblem} from '../deployment/problem.js'
import {resolveDeployment} from '../deployment/resolve.js'
import {warningsOf} from '../deployment/warnings.js'
import type {Finding, Severity} from '../diagnostics.js'

/**
 * What is wrong with a `tsgi.yaml`, found by what reads it for every other command: what is no description at all (`TS000`),
 * a key or a value (`TS001`), what does not go together (`TS002`), and what can be deployed and is probably not meant (`TS003`).
 */
export async function deploymentFindings(file: string, text: string): Promise<readonly Finding[]> {
  try {
    const {description, locate} = await parseDescription(text, file)
    const folder = resolve(dirname(file))
    try {
      const warnings = warningsOf(resolveDeployment(description, {folder, locate}))
      return warnings.map(({key, message}) => {
        const location = locate(key)
        return findingOf('TS003', 'warning', {file, problem: {key, message, ...(location ? {location} : {})}})
      })
    } catch (error) {
      return problemsIn(error).map((problem) => findingOf('TS002', 'error', {file, problem}))
    }
  } catch (error) {
    return problemsIn(error).map((problem) =>
      findingOf(problem.key === '' ? 'TS000' : 'TS001', 'error', {file, problem}),
    )
  }
}

function problemsIn(error: unknown): readonly DescriptionProblem[] {
  if (error instanceof DeploymentError) return error.problems
  throw error
}

interface Where {
  readonly file: string
  readonly problem: DescriptionProblem
}

function findingOf(id: string, severity: Severity, {file, problem}: Where): Finding {
  const {key, message, location = {file, line: 1, column: 1}, suggestion} = problem
  return {
    ...{id, severity, location},
    message: key === '' ? message : `${key}: ${message}`,
    ...(suggestion === undefined ? {} : {remedy: [suggestion]}),
    url: `docs/rules/${id}.md`,
  }
}
