import {readdirSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {renderSystemd} from '../../src/render/systemd.js'
import type {UwsgiFileFormat} from '../../src/render/uwsgi/format.js'
import {renderUwsgi} from '../../src/render/uwsgi.js'
import {type DeploymentChanges, deploymentOf} from '../support/deployment.js'
import {readGolden} from '../support/golden.js'

const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

async function uwsgi(file: string, changes: DeploymentChanges): Promise<string> {
  const deployment = deploymentOf(changes)
  const format = file.split('.').at(-1) as UwsgiFileFormat
  const comments = !file.includes('no-comments')
  return (await renderUwsgi(deployment.applications[0]!, deployment, {format, comments})).text
}

async function systemd(file: string, changes: DeploymentChanges): Promise<string> {
  const files = await renderSystemd(deploymentOf(changes), {comments: !file.includes('no-comments')})
  return files.map(({path, text}) => `# ==> ${path} <==\n${text}`).join('\n')
}

test.each([
  ...readdirSync(new URL('../golden/uwsgi/', import.meta.url)).map((file) => ['uwsgi', file, uwsgi] as const),
  ...readdirSync(new URL('../golden/systemd/', import.meta.url)).map((file) => ['systemd', file, systemd] as const),
])('%s/%s', async (folder, file, render) => {
  const {url, input, output} = readGolden(folder, file)
  const rendered = await render(file, JSON.parse(input))
  if (UPDATE) writeFileSync(url, `${input}----------\n${rendered}`)
  else expect(rendered).toBe(output)
})

test('there is one of each template', () => {
  const endings = readdirSync(new URL('../golden/uwsgi/', import.meta.url)).map((file) => file.split('.').at(-1))
  expect([...new Set(endings)].sort()).toEqual(['ini', 'json', 'xml', 'yaml'])
  const texts = readdirSync(new URL('../golden/systemd/', import.meta.url)).map(
    (file) => readGolden('systemd', file).output,
  )
  for (const path of ['.service <', '.socket <', '/tmpfiles.d/', '/sysusers.d/', '/logrotate.d/']) {
    expect(
      texts.some((text) => text.includes(path)),
      path,
    ).toBe(true)
  }
})
