import type {Example, Rule} from '../../rules/rule.js'
import type {Unruled} from '../../rules/unruled.js'
import {terminalWidth} from '../colour.js'
import {wrapped} from '../wrapped.js'

/** A rule with its reasons, for a terminal. */
export function ruleText({id, name, severity, title, why, examples, references}: Rule): string {
  const width = terminalWidth('stdout')
  const flowing = why.replace(/\s*\n\s*/g, ' ')
  return [
    `${id} ${name} (${severity})`,
    wrapped(title, {indent: 0, width}),
    '',
    wrapped(flowing, {indent: 0, width}),
    '',
    'Bad:',
    exampleText(examples.bad),
    'Good:',
    exampleText(examples.good),
    'See also:',
    ...references.map((reference) => `  ${reference}`),
  ].join('\n')
}

function exampleText(example: Example): string {
  if (typeof example === 'string') return indented(example)
  return Object.entries(example)
    .map(([file, text]) => `  # ${file}\n${indented(text)}`)
    .join('\n')
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}

/** What has no rule of its own, for a terminal. */
export function unruledText({id, severity, title, why}: Unruled): string {
  const width = terminalWidth('stdout')
  return [`${id} (${severity})`, wrapped(title, {indent: 0, width}), '', wrapped(why, {indent: 0, width})].join('\n')
}
