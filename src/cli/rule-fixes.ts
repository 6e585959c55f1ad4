import type {ConfigKind} from '../config/kind.js'
import type {UwsgiFiles} from '../config/uwsgi/surroundings.js'
import {Linter} from '../rules/lint.js'
import type {Rule} from '../rules/rule.js'

const NOTHING: UwsgiFiles = {
  ...{read: async () => undefined, glob: async () => [], kind: async () => undefined},
  ...{realPath: async () => undefined, isLink: async () => false},
}

/** `fix` or `unsafe-fixes`, by the id of the rule, as its own bad example is fixed. */
export async function fixKinds(rules: readonly Rule[]): Promise<ReadonlyMap<string, string>> {
  const kinds = new Map<string, string>()
  for (const rule of rules) {
    const linter = new Linter({rules: [rule], files: NOTHING})
    const {bad} = rule.examples
    const texts = typeof bad === 'string' ? {[NAMES[rule.kind]]: bad} : bad
    const found = []
    for (const [file, text] of Object.entries(texts)) {
      const kind = rule.kind === 'between' || Object.keys(texts).length > 1 ? {} : {kind: rule.kind}
      found.push(...(await linter.lint({file, text, ...kind})).findings)
    }
    const fix = [...found, ...linter.between()].find(({id, fix}) => id === rule.id && fix)?.fix
    if (fix) kinds.set(rule.id, fix.safe ? 'fix' : 'unsafe-fixes')
  }
  return kinds
}

/** Names that say what a file is. */
const NAMES: Readonly<Record<ConfigKind | 'between', string>> = {
  ...{uwsgi: 'uwsgi.ini', nginx: 'site.conf', apache: 'site.conf', lighttpd: 'lighttpd.conf', systemd: 'app.service'},
  ...{compose: 'compose.yaml', kubernetes: 'deployment.yaml', tsgi: 'tsgi.yaml', between: 'uwsgi.ini'},
}
