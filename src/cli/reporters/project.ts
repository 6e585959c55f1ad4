import type {Candidate, Conclusion, Project, ProjectEntry} from '../../project/project.js'
import {printable} from '../printable.js'

/** What is loaded, as `--app` takes it. */
export function entryText(entry: ProjectEntry): string {
  switch (entry.language) {
    case 'python':
      if (entry.kind === 'paste') return entry.file
      return entry.kind === 'module' ? `${entry.module}:${entry.callable}` : `${entry.file}:${entry.callable}`
    case 'php':
      return entry.frontController ?? `${entry.documentRoot}/`
    case 'cgi':
      return `${entry.folder}/`
    default:
      return entry.file
  }
}

/** What was found, in a few lines. */
export function foundLines(candidate: Candidate, project: Project): string[] {
  const {virtualEnvironment, needs, network, environmentFiles} = project
  const isPython = candidate.entry.language === 'python'
  const facts = [
    `${candidate.framework}: ${entryText(candidate.entry)}${placeOf(candidate)}`,
    ...(candidate.version ? [`version ${candidate.version.value}${placeOf(candidate.version)}`] : []),
    ...(isPython && virtualEnvironment
      ? [`${virtualEnvironment.value.tool} environment ${virtualEnvironment.value.path}${placeOf(virtualEnvironment)}`]
      : []),
    ...candidate.statics.map((found) => `${found.value.url} from ${found.value.folder}${placeOf(found)}`),
    ...environmentFiles.map((found) => `variables in ${found.value}`),
    ...needs.map((found) => `${found.value.module}${placeOf(found)}`),
    ...(network ? [`talks to other machines${placeOf(network)}`] : []),
  ]
  return ['Found', ...facts.map((fact) => `  ${printable(fact)}`), ...project.notices.map(noticeLine)]
}

/** Everything that was concluded, each with the lines that show it. */
export function explanationLines(project: Project): string[] {
  const {candidates, virtualEnvironment, environmentFiles, needs, network, asgiOnly, notices} = project
  const lines = candidates.flatMap((candidate, n) => [
    `${n + 1}. ${candidate.framework}: ${entryText(candidate.entry)} (rank ${candidate.rank})`,
    ...evidenceLines(candidate),
    ...(candidate.version ? concluded(`   version ${candidate.version.value}`, candidate.version) : []),
    ...candidate.statics.flatMap((found) => concluded(`   ${found.value.url} from ${found.value.folder}`, found)),
  ])
  return [
    ...(candidates.length === 0 ? ['no application was recognised'] : lines),
    ...(virtualEnvironment
      ? concluded(`${virtualEnvironment.value.tool}: ${virtualEnvironment.value.path}`, virtualEnvironment)
      : []),
    ...environmentFiles.flatMap((found) => concluded(`variables in ${found.value}`, found)),
    ...needs.flatMap((found) => concluded(`uses ${found.value.module}`, found)),
    ...(network ? concluded('talks to other machines', network) : []),
    ...(asgiOnly ? concluded(asgiOnly.value, asgiOnly) : []),
    ...notices.flatMap((found) => concluded(`note: ${found.value}`, found)),
  ].map(printable)
}

function concluded(text: string, conclusion: Pick<Conclusion<unknown>, 'evidence'>): string[] {
  return [text, ...evidenceLines(conclusion)]
}

function evidenceLines({evidence}: Pick<Conclusion<unknown>, 'evidence'>): string[] {
  return evidence.map(({location, text}) => `     ${location.file}:${location.line}: ${text}`)
}

function placeOf({evidence}: Pick<Conclusion<unknown>, 'evidence'>): string {
  const [first] = evidence
  return first ? ` (${first.location.file}:${first.location.line})` : ''
}

function noticeLine({value}: Conclusion<string>): string {
  return `  ${printable(`note: ${value}`)}`
}
