import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {explainText} from '../../src/explain/explain-log.js'
import {temporaryFolder} from '../support/folder.js'
import {ROOT} from '../support/tsgi.js'
import {type Breakage, Site} from './problems/breakage.js'
import {breakages} from './problems/index.js'

/** With TSGI_CAPTURE=1 what the servers said is kept in test/fixtures/messages/, for the unit tests. */
const KEEP = process.env['TSGI_CAPTURE'] ? join(ROOT, 'test/fixtures/messages') : undefined
const ONLY = process.env['TSGI_ONLY']?.split(',')

const chosen = breakages.filter(({id}) => ONLY === undefined || ONLY.includes(id))

describe('a deployment that is broken on purpose', {concurrent: true}, () => {
  test.each(chosen.map((breakage) => [titleOf(breakage), breakage] as const))(
    '%s',
    {timeout: 60_000},
    async (_, breakage) => {
      using folder = temporaryFolder()
      chmodSync(folder.path, 0o777) // the servers run as nobody
      const log = (await breakage.run(new Site(folder))).replaceAll(folder.path, '/srv/site')
      if (KEEP !== undefined) keep(KEEP, breakage, log)
      const {findings} = explainText(log)
      expect(findings[0]?.id, `${findings.map(({id}) => id).join(' ')}\n${log}`).toBe(breakage.id)
    },
  )
})

function titleOf({id, how}: Breakage): string {
  return how === undefined ? id : `${id}, ${how}`
}

function keep(folder: string, {id, how, source}: Breakage, log: string): void {
  mkdirSync(folder, {recursive: true})
  const name = how === undefined ? id : `${id} ${how}`
  writeFileSync(join(folder, `${name}.txt`), `source: ${source}\n\n${log}`)
}
