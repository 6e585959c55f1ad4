import {writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import type {Service} from '../../src/deployment/deployment.js'
import {testUnit} from '../../src/dryrun/systemd.js'
import {node} from '../../src/host/node.js'
import {renderSystemd} from '../../src/render/systemd.js'
import {deploymentOf} from '../support/deployment.js'
import {temporaryFolder} from '../support/folder.js'
import {BIN} from '../support/tsgi.js'
import {SERVICE_VARIANTS} from '../support/variants.js'

const LEVELS: Readonly<Record<Service['hardening'], number>> = {none: 10, standard: 1.5, strict: 1}

/** What `systemd-analyze security` says, from 0 (nothing is exposed) to 10. */
async function exposureOf(name: string, text: string): Promise<number> {
  using folder = temporaryFolder()
  writeFileSync(folder.at(name), text)
  const {stdout, stderr} = await node.run('systemd-analyze', [
    'security',
    '--offline=true',
    '--no-pager',
    folder.at(name),
  ])
  const found = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]
  expect(found, stdout + stderr).toBeDefined()
  return Number(found)
}

describe.each(Object.entries(SERVICE_VARIANTS))('%s', (_, changes) => {
  test.each(['none', 'standard', 'strict'] as const)('%s', async (hardening) => {
    const deployment = deploymentOf({...changes, service: {...changes.service, hardening, tsgi: BIN}})
    const files = await renderSystemd(deployment, {comments: true})
    const units = files.filter(({kind}) => kind === 'service' || kind === 'socket')
    const verdict = await testUnit(node, units)
    expect(verdict.output).toBe('')
    expect(verdict).toMatchObject({ok: true, findings: []})
    const isExcused = hardening === 'strict' && files[0]!.warnings.some((warning) => /port under|\/tmp/.test(warning))
    for (const {name, text} of units.filter(({kind}) => kind === 'service')) {
      expect(await exposureOf(name, text), name).toBeLessThanOrEqual(isExcused ? LEVELS.standard : LEVELS[hardening])
    }
  })
})
