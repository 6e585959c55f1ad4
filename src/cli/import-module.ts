import Module from 'node:module'

type Compiled = Module & {_compile(code: string, filename: string): void}

/**
 * `import()` for modules of the user. It is made in a module of its own, because the program is compiled ahead into a cache,
 * and in code out of a cache `import()` fails.
 */
export function importModule(url: string): Promise<Record<string, unknown>> {
  const filename = '/import-module.cjs'
  const module = new Module(filename) as Compiled
  module._compile('module.exports = (url) => import(url)', filename)
  return (module.exports as (url: string) => Promise<Record<string, unknown>>)(url)
}
