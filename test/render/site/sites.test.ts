import {describe, expect, test} from 'vitest'
import type {Application, Deployment} from '../../../src/deployment/deployment.js'
import {sitesOf, staticsOf} from '../../../src/render/site/sites.js'
import {deploymentOf} from '../../support/deployment.js'

const base = deploymentOf()
const application = (name: string, changes: Partial<Application> = {}): Application => ({
  ...base.applications[0]!,
  name,
  ...changes,
})
const deployment = (applications: readonly Application[], web: Partial<Deployment['web']> = {}): Deployment => ({
  ...base,
  applications,
  web: {...base.web, ...web},
})
const shape = (whole: Deployment) =>
  sitesOf(whole).map(({names, redirects, applications}) => ({
    names,
    redirects: redirects.map(({from, to}) => `${from} -> ${to}`),
    applications: applications.map(({name, mount}) => `${name}${mount}`),
  }))

describe('sitesOf', () => {
  test('one application on all names; the deepest mount is looked at first', () => {
    const [shop, blog, deep] = [
      application('shop'),
      application('blog', {mount: '/b'}),
      application('deep', {mount: '/b/c'}),
    ]
    expect(shape(deployment([shop, blog, deep], {names: ['a.example', 'b.example']}))).toEqual([
      {names: ['a.example', 'b.example'], redirects: [], applications: ['deep/b/c', 'blog/b', 'shop/']},
    ])
  })

  test('an application with hosts is reached by these alone, and goes before the others there', () => {
    const api = application('api', {hosts: ['api.example', 'a.example']})
    expect(
      shape(
        deployment([application('shop'), application('blog', {mount: '/b'}), api], {names: ['a.example', 'c.example']}),
      ),
    ).toEqual([
      {names: ['a.example'], redirects: [], applications: ['blog/b', 'api/']},
      {names: ['c.example'], redirects: [], applications: ['blog/b', 'shop/']},
      {names: ['api.example'], redirects: [], applications: ['api/']},
    ])
  })

  test('without names it answers for any, behind those that have one', () => {
    const api = application('api', {hosts: ['api.example']})
    expect(shape(deployment([application('shop'), api], {names: []})).map(({names}) => names)).toEqual([
      ['api.example'],
      [],
    ])
  })

  test.each([
    ['to-bare', ['a.example'], ['www.a.example -> a.example']],
    ['to-www', ['www.a.example'], ['a.example -> www.a.example']],
    ['none', ['a.example', 'www.a.example'], []],
  ] as const)('www %s', (www, names, redirects) => {
    expect(shape(deployment([application('shop')], {names: ['a.example', 'www.a.example'], www}))).toMatchObject([
      {names, redirects},
    ])
  })

  test('wildcards and addresses have no www.', () => {
    const names = ['*.a.example', '10.0.0.1']
    expect(shape(deployment([application('shop')], {names, www: 'to-bare'}))).toMatchObject([{names, redirects: []}])
  })

  test('two at one mount, and what is no host name, are refused', () => {
    const both = deployment([application('one'), application('two')])
    expect(() => sitesOf(both)).toThrow('one and two are both mounted at / of the same host')
    for (const name of ['a b', 'a;b', 'a_b', '-a', 'A.example', 'a..b', `${'a'.repeat(254)}`, 'a*.b', '']) {
      expect(() => sitesOf(deployment([application('shop')], {names: [name]})), name).toThrow('the host name cannot be')
    }
  })
})

test('a folder of files never hides an application, and a URL has one folder', () => {
  const folder = (url: string, path = '/srv/files') => ({url, folder: path, isImmutable: false})
  const at = (mount: string, ...statics: Application['statics'][number][]) => application('shop', {mount, statics})
  expect(staticsOf([at('/', folder('/s/')), at('/b', folder('/s/'))])).toHaveLength(1)
  expect(() => staticsOf([at('/', folder('/'))])).toThrow('would hide the application')
  expect(() => staticsOf([at('/b', folder('/b/'))])).toThrow('would hide the application')
  expect(() => staticsOf([at('/', folder('/s/'), folder('/s/', '/other'))])).toThrow('already')
})
