import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {PRESETS} from '../../src/deployment/deployment.js'
import {describeDeployment} from '../../src/deployment/describe.js'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {parseDescription} from '../../src/deployment/parse.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {editDescription, writeDescription} from '../../src/deployment/write.js'
import {descriptions} from '../support/descriptions.js'

const shop: DeploymentDescription = {
  web: {names: ['example.org']},
  application: {statics: {'/static/': 'static'}, module: 'shop.wsgi:application', root: '/srv/shop'},
  name: 'shop',
}
const parsed = async (text: string) => (await parseDescription(text, 'tsgi.yaml')).description

test('small: what was said, in the order of the schema', async () => {
  expect(
    await writeDescription(shop),
  ).toBe(`# yaml-language-server: $schema=https://unpkg.com/tsgi/dist/tsgi.schema.json
version: 1
name: shop
application:
  root: /srv/shop
  module: shop.wsgi:application
  statics:
    /static/: static
web:
  names:
    - example.org
`)
})

test('full: every key with a comment, and the same deployment', async () => {
  const deployment = resolveDeployment(shop)
  const text = await writeDescription(shop, {full: deployment})
  expect(text).toContain('  harakiri: 55s # how long one request may take; 0: for ever\n')
  expect(text).toContain(
    '  hardening: standard # how much is out of its reach; `strict` cuts off other machines (none, standard, strict)\n',
  )
  expect(text).toContain('\n\n# the web server in front\nweb:\n')
  expect(resolveDeployment(await parsed(text))).toEqual(deployment)
})

test('what is written reads the same', async () => {
  await fc.assert(
    fc.asyncProperty(descriptions, async (description) => {
      expect(await parsed(await writeDescription(description))).toEqual({version: 1, ...description})
    }),
    {numRuns: 60},
  )
})

describe('a deployment and its description', () => {
  test.each(PRESETS)('%s', async (preset) => {
    const deployment = resolveDeployment({...shop, preset, service: {manager: 'systemd'}})
    expect(resolveDeployment(describeDeployment(deployment))).toEqual(deployment)
    expect(resolveDeployment(await parsed(await writeDescription({}, {full: deployment})))).toEqual(deployment)
  })

  test('whatever was said', () => {
    fc.assert(
      fc.property(descriptions, (description) => {
        const deployment = resolveDeployment(description)
        expect(resolveDeployment(describeDeployment(deployment))).toEqual(deployment)
      }),
      {numRuns: 300},
    )
  })
})

describe('an edit', () => {
  const text = `# our shop
version: 1 # of the file
name: shop

application:
  # moved in spring
  module: shop.wsgi:application
  mount: /
web: {names: [example.org], "gzip": false} # Ann said so
`
  test('of nothing changes nothing', async () => {
    expect(await editDescription(text, await parsed(text))).toBe(text)
  })

  test('touches what differs, and keeps what people wrote', async () => {
    const before = await parsed(text)
    const {mount: _, ...application} = before.application!
    const after: DeploymentDescription = {
      ...{...before, application: {...application, virtualenv: '.venv'}},
      web: {...before.web, names: ['example.org', 'www.example.org']},
    }
    const edited = await editDescription(text, after)
    expect(await parsed(edited)).toEqual(after)
    expect(edited).toContain(
      '# our shop\nversion: 1 # of the file\nname: shop\n\napplication:\n  # moved in spring\n  module:',
    )
    expect(edited).toContain('"gzip": false} # Ann said so\n')
    expect(edited).not.toContain('mount')
    expect(edited.split('\n').filter((line) => !text.split('\n').includes(line))).toEqual([
      '  virtualenv: .venv',
      'web: {names: [example.org, www.example.org], "gzip": false} # Ann said so',
    ])
  })
})
