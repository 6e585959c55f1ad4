import type {Plan, Wanted} from '../plan/plan.js'
import {commandText} from '../plan/run-command.js'

/** A plan as commands of a POSIX shell, in order; what is as it should be is not in it. */
export function scriptLines({changes}: Plan): readonly string[] {
  return changes.flatMap(({wanted, action}) => (action === 'unchanged' ? [] : commandsOf(wanted)))
}

/** A whole script that stops at the first failure. */
export function script(parts: readonly {readonly title: string; readonly plan: Plan}[]): string {
  const body = parts.flatMap(({title, plan}) => {
    const lines = scriptLines(plan)
    return lines.length === 0 ? [] : ['', `# ${title}`, ...lines]
  })
  return `${['#!/bin/sh', 'set -eu', ...body].join('\n')}\n`
}

function commandsOf(wanted: Wanted): readonly string[] {
  switch (wanted.kind) {
    case 'command':
      // A socket as its input uWSGI takes for one to listen on, and a program that reads would eat a script that is piped.
      return [`# ${wanted.purpose}`, `${commandText(wanted.argv)} </dev/null`]
    case 'folder':
      return [commandText(['install', '-d', ...ownership(wanted, 0o755), wanted.path])]
    case 'link':
      return [commandText(['ln', '-sfn', wanted.target, wanted.path])]
    case 'remove':
      return [commandText(['rm', '-f', wanted.path])]
    case 'file':
      return fileCommand(wanted)
  }
}

function ownership(
  {owner, group, mode}: {readonly owner?: string; readonly group?: string; readonly mode?: number},
  usual: number,
): string[] {
  return [
    ...['-m', (mode ?? usual).toString(8).padStart(4, '0')],
    ...(owner === undefined ? [] : ['-o', owner]),
    ...(group === undefined ? [] : ['-g', group]),
  ]
}

function fileCommand(file: Wanted & {kind: 'file'}): readonly string[] {
  const text = typeof file.content === 'string' ? file.content : Buffer.from(file.content).toString('utf8')
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  const end = endWord(body)
  const command = commandText(['install', ...ownership(file, 0o644), '/dev/stdin', file.path])
  return [`${command} <<'${end}'`, ...body.split('\n'), end]
}

/** A word that is no line of the text. */
function endWord(text: string): string {
  const lines = new Set(text.split('\n'))
  let word = 'END'
  while (lines.has(word)) word += '_'
  return word
}
