import {checks} from '../checks/index.js'
import {defineTemplate} from '../render/template.js'

interface CheckReference {
  readonly count: number
  readonly checks: readonly {
    readonly id: string
    readonly anchor: string
    readonly name: string
    readonly hop: string
    readonly severity: string
    readonly title: string
    readonly why: string
  }[]
}

const CHECKS = defineTemplate<CheckReference>('docs/checks.md.hbs')

/** The page of every check of doctor, by its name in docs/. */
export async function checkPages(): Promise<Record<string, string>> {
  const all = checks.map(({id, name, hop, severity, title, why}) => ({
    ...{id, anchor: id.toLowerCase(), name, hop, severity, title},
    why: why.replaceAll('\n', ' '),
  }))
  return {'checks.md': await CHECKS.render({count: all.length, checks: all})}
}
