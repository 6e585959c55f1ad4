import type {Topic} from '../../explain/topic.js'
import {printable} from '../printable.js'
import {wrapped} from '../wrapped.js'
import {colourOf, entry, type Look} from './explain.js'

/** What a name or number means; several meanings one after the other. */
export function topicLines(topics: readonly Topic[], thing: string, look: Look): string[] {
  const several = `${printable(thing)} may be ${topics.length} things:`
  const near = 'No message known here reads exactly so. What comes nearest:'
  const head = topics[0]?.isNear ? near : topics.length > 1 ? several : undefined
  return [
    ...(head === undefined ? [] : [wrapped(look.chalk.bold(head), {indent: 0, width: look.width}), '']),
    ...topics.flatMap((topic, n) => [...(n > 0 ? [''] : []), ...lines(topic, look)]),
  ]
}

function lines(topic: Topic, look: Look): string[] {
  const {kind, name, title, severity, facts = [], examples = [], check = [], remedy = [], related = []} = topic
  const head = `${kind} ${printable(name)}${severity === undefined ? '' : ` (${severity})`}`
  const listed = (label: string, texts: readonly string[]) =>
    texts.map((text, n) => entry(n === 0 ? label : '', text, look))
  return [
    severity === undefined ? look.chalk.bold(head) : colourOf(look.chalk, severity)(head),
    look.chalk.bold(wrapped(printable(title), {indent: 3, width: look.width})),
    ...(topic.means === undefined ? [] : [entry('means', topic.means, look)]),
    ...(topic.cause === undefined ? [] : [entry('why', topic.cause, look)]),
    ...facts.map(([label, value]) => wrapped(printable(`${label}: ${value}`), {indent: 3, width: look.width})),
    ...examples.flatMap(([label, text]) => [`   ${printable(label)}`, ...exampleLines(text)]),
    ...listed('sure', check),
    ...listed('fix', remedy),
    ...(related.length === 0 ? [] : [entry('related', related.map((id) => `tsgi explain ${id}`).join('  '), look)]),
    ...(topic.documentation === undefined ? [] : [look.chalk.dim(entry('see', topic.documentation, look))]),
  ]
}

/** Not wrapped: a configuration reads line by line. */
function exampleLines(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `     ${printable(line)}`)
}
