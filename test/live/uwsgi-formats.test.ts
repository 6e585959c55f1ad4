import {writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {node} from '../../src/host/node.js'
import {UWSGI_FILE_FORMATS, type UwsgiFileFormat} from '../../src/render/uwsgi/format.js'
import {renderUwsgi} from '../../src/render/uwsgi.js'
import {deploymentOf} from '../support/deployment.js'
import {temporaryFolder} from '../support/folder.js'
import {EMBEDDED, MODULAR} from '../support/uwsgi-builds.js'
import {VARIANTS} from '../support/variants.js'

/** What uWSGI itself says that it read: each option with its values in order. It ends at the folder that is not there. */
async function viewOf(program: string, format: UwsgiFileFormat, text: string): Promise<Record<string, string[]>> {
  using folder = temporaryFolder()
  const file = folder.at(`shop.${format}`)
  writeFileSync(file, text)
  const asked = ['--set', 'vacuum=false', '--show-config']
  const {stderr, stdout} = await node.run(program, [`--${format}`, file, ...asked], {cwd: folder.path})
  const output = plainLog(stdout + stderr)
  const shown = /;uWSGI instance configuration\n\[uwsgi\]\n([\s\S]*?);end of configuration/.exec(output)?.[1]
  expect(shown, output).toBeDefined()
  expect(output.split('*** Starting')[0]).not.toMatch(/UNABLE|WARNING|Can't find section|error parsing/)
  const view: Record<string, string[]> = {}
  for (const line of shown!.trim().split('\n')) {
    const [, name, value] = /^(.*?) = (.*)$/.exec(line) ?? []
    if (line === `${format} = ${file}` || name === 'set' || name === 'show-config' || line === 'vacuum = false')
      continue
    view[name!] = [...(view[name!] ?? []), value === '1' ? 'true' : value!]
  }
  return view
}

/** Without the dates of text logs, and out of JSON logs. */
function plainLog(output: string): string {
  return output
    .split('\n')
    .map((line) => (line.startsWith('{"time"') ? JSON.parse(line).message : line.replace(/^\w{3} \w{3} .{16} - /, '')))
    .join('\n')
}

async function viewsOf(program: string, name: string, formats: readonly UwsgiFileFormat[], comments: boolean) {
  const deployment = deploymentOf(VARIANTS[name])
  const texts = await Promise.all(
    formats.map((format) => renderUwsgi(deployment.applications[0]!, deployment, {format, comments})),
  )
  return Promise.all(texts.map(({text}, index) => viewOf(program, formats[index]!, text)))
}

/** What the file says, read by the simplest reader there is. */
async function iniOptions(name: string): Promise<Record<string, string[]>> {
  const deployment = deploymentOf(VARIANTS[name])
  const {text} = await renderUwsgi(deployment.applications[0]!, deployment, {format: 'ini', comments: false})
  const options: Record<string, string[]> = {}
  for (const line of text.split('\n').filter((line) => line !== '' && line !== '[uwsgi]')) {
    const at = line.indexOf(' = ')
    const [key, value] = [line.slice(0, at), line.slice(at + 3).replaceAll('%%', '%')]
    options[key] = [...(options[key] ?? []), value === '1' ? 'true' : value]
  }
  return options
}

describe('Debian: every format means the same', () => {
  test.each(Object.keys(VARIANTS).filter((name) => name !== 'container'))('%s', async (name) => {
    const [ini, ...others] = await viewsOf(MODULAR, name, UWSGI_FILE_FORMATS, true)
    expect(ini).toEqual(await iniOptions(name))
    for (const [index, other] of others.entries()) expect(other, UWSGI_FILE_FORMATS[index + 1]).toEqual(ini)
    expect(await viewsOf(MODULAR, name, UWSGI_FILE_FORMATS, false)).toEqual([ini, ...others])
  })
})

describe('with Python inside: every format it knows means the same', () => {
  const formats = ['ini', 'yaml', 'xml'] as const
  const names = Object.keys(VARIANTS).filter((name) =>
    /^(python|minimal|threads|gevent|auto|dev|cont|act|emp)/.test(name),
  )
  test.each(names)('%s', async (name) => {
    const [ini, ...others] = await viewsOf(EMBEDDED, name, formats, true)
    const {plugin: _, ...options} = await iniOptions(name)
    expect(ini).toEqual(options)
    for (const [index, other] of others.entries()) expect(other, formats[index + 1]).toEqual(ini)
  })
})
