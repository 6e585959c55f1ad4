import {fillCommand, fillSentence} from '../explain/fill.js'
import {problemFamilies, problems} from '../knowledge/problems/index.js'
import type {Problem} from '../knowledge/problems/problem.js'
import {defineTemplate} from '../render/template.js'

interface ProblemPage {
  readonly id: string
  readonly title: string
  readonly severity: string
  readonly messages: readonly {readonly source: string; readonly text: string}[]
  readonly unseen: string
  readonly means: string
  readonly why: string
  readonly sure: readonly string[]
  readonly fix: readonly string[]
  readonly related: readonly string[]
  readonly docs: string
}

interface ProblemIndex {
  readonly count: number
  readonly recognised: number
  readonly families: readonly {
    readonly title: string
    readonly problems: readonly {
      readonly id: string
      readonly severity: string
      readonly title: string
      readonly isSilent: boolean
    }[]
  }[]
}

const PAGE = defineTemplate<ProblemPage>('docs/problem.md.hbs')
const INDEX = defineTemplate<ProblemIndex>('docs/problems.md.hbs')

/** A page for every known problem, and their index, by their names in docs/. */
export async function problemPages(): Promise<Record<string, string>> {
  const families = problemFamilies.map(({title, problems: those}) => ({
    title,
    problems: those.map(({id, severity, title: what, patterns}) => ({
      id,
      severity,
      title: what,
      isSilent: patterns.length === 0,
    })),
  }))
  const recognised = problems.filter(({patterns}) => patterns.length > 0).length
  const pages: Record<string, string> = {
    'problems/README.md': await INDEX.render({count: problems.length, recognised, families}),
  }
  for (const problem of problems) pages[`problems/${problem.id}.md`] = await PAGE.render(pageOf(problem))
  return pages
}

function pageOf(problem: Problem): ProblemPage {
  const cell = (text: string) => text.trim().replaceAll('|', '\\|')
  return {
    ...problem,
    messages: problem.patterns.map(({source, anchor}) => ({source, text: cell(anchor)})),
    unseen: problem.unseen ?? '',
    means: fillSentence(problem.means, {}) ?? problem.means,
    sure: problem.sure.map((line) => fillCommand(line, {})),
    fix: problem.fix.map((line) => fillCommand(line, {})),
    related: problem.related ?? [],
  }
}
