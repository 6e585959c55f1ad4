import {lineEvidence} from '../evidence.js'
import type {Conclusion} from '../project.js'
import type {PythonApplication} from './candidates.js'
import {isOfModule} from './module.js'
import type {PythonSources} from './sources.js'

/** `app.run()` outside of the main guard: uWSGI imports the module and never gets it back. */
export async function blockingRuns(
  applications: readonly PythonApplication[],
  sources: PythonSources,
): Promise<Conclusion<string>[]> {
  const found: Conclusion<string>[] = []
  for (const {file, callable} of applications) {
    const module = await sources.module(file)
    const run = module?.statements.find((statement) => {
      const [owner, dot, method, open] = statement.tokens
      const isRun = owner?.text === callable && dot?.text === '.' && method?.text === 'run' && open?.text === '('
      return isRun && isOfModule(statement)
    })
    if (!module || !run) continue
    const value = `${callable}.run() blocks whoever imports ${file}: put it below if __name__ == "__main__"`
    found.push({value, evidence: [lineEvidence(file, module.text, run.tokens[0]!)]})
  }
  return found
}
