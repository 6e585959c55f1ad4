import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {parseApache} from '../../src/config/apache/parse.js'
import type {Directive} from '../../src/config/directive.js'
import {parseLighttpd} from '../../src/config/lighttpd/parse.js'
import type {Deployment} from '../../src/deployment/deployment.js'
import {TsgiError} from '../../src/errors.js'
import {renderApache} from '../../src/render/apache.js'
import {renderLighttpd} from '../../src/render/lighttpd.js'
import {deploymentOf} from '../support/deployment.js'

const SERVERS = {
  apache: {render: renderApache, parse: parseApache},
  lighttpd: {render: renderLighttpd, parse: parseLighttpd},
} as const

/** Pieces that mean something in one grammar or another, between text that means nothing. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '"',
          "'",
          '\\',
          '\n',
          '\r',
          '\0',
          '$' + '{',
          '$' + '{PATH}',
          '%{HTTP_HOST}',
          '%',
          '$',
          '#',
          ';',
          '{',
          '}',
          '<',
          '>',
        ],
        ...['(', ')', '[', ']', '*', '?', '|', '^', '&', ' ', '\t', '..', '/', '//', '=>', '=~', '" }', '">', '\\"'],
        ...[
          '\nInclude /etc/passwd',
          '"\nserver.tag = "x',
          '</VirtualHost>',
          'é',
          '\u2028',
          '\u202e',
          '\ud800',
          '-',
          '!',
        ],
      ),
      fc.string({maxLength: 4}),
    ),
    {minLength: 1, maxLength: 8},
  )
  .map((parts) => parts.join(''))

/** Where a value of a person's ends up. */
const FIELDS: Readonly<Record<string, (value: string) => Deployment>> = {
  name: (value) => ({...deploymentOf(), name: value}),
  'application name': (value) => deploymentOf({application: {name: value}}),
  'host name': (value) => deploymentOf({web: {names: [value]}}),
  'host of an application': (value) => deploymentOf({application: {hosts: [value]}}),
  mount: (value) => deploymentOf({application: {mount: `/x${value}`}}),
  socket: (value) => deploymentOf({uwsgi: {socket: {kind: 'unix', path: `/run/${value}`}}}),
  'socket host': (value) => deploymentOf({uwsgi: {socket: {kind: 'tcp', host: value, port: 3031}}}),
  'static folder': (value) => statics('/static/', `/srv/${value}`),
  'static URL': (value) => statics(`/${value}/`, '/srv/static'),
  'upstream server': (value) =>
    deploymentOf({
      web: {
        upstream: {
          balancing: 'round-robin',
          servers: [{address: {kind: 'unix', path: `/run/${value}`}, weight: 1, isBackup: false}],
        },
      },
    }),
  listen: (value) => deploymentOf({web: {listen: [{host: value, port: 8080}]}}),
  'trusted proxy': (value) => deploymentOf({web: {trustedProxies: [value]}}),
  'access log': (value) => deploymentOf({web: {log: {access: `/var/log/${value}`, format: 'json'}}}),
  'error log': (value) => deploymentOf({web: {log: {error: `/var/log/${value}`, format: 'timing'}}}),
  'internal folder': (value) =>
    deploymentOf({web: {internal: [{url: '/p/', folder: `/srv/${value}`, isImmutable: false}]}}),
  'cache folder': (value) => deploymentOf({web: {cache: {folder: `/var/${value}`, megabytes: 1, seconds: 1}}}),
  'maintenance file': (value) => deploymentOf({web: {maintenanceFile: `/srv/${value}`}}),
  certificate: (value) => withTls({certificate: `/etc/${value}`}),
  key: (value) => withTls({key: `/etc/${value}`}),
  acme: (value) => withTls({acme: `/var/${value}`}),
  'value of a directive': (value) => deploymentOf({web: {directives: [['server.tag', value]]}}),
  'value of a directive of Apache': (value) => deploymentOf({web: {directives: [['ProxyTimeout', value]]}}),
  'name of a directive': (value) => deploymentOf({web: {directives: [[value, '1']]}}),
}

function statics(url: string, folder: string): Deployment {
  return deploymentOf({application: {statics: [{url, folder, maxAge: 1, isImmutable: true}]}})
}

function withTls(tls: Partial<NonNullable<Deployment['web']['tls']>>): Deployment {
  return deploymentOf({
    web: {
      tls: {
        ...{profile: 'intermediate', listen: [{port: 443}], certificate: '/etc/c.pem', key: '/etc/k.pem', http2: true},
        ...{http3: false, redirect: true, hsts: 1, isPending: false, ...tls},
      },
    },
  })
}

/** The names of all directives in order, with those inside them: what a value must not change. */
const shape = (directives: readonly Directive[]): unknown[] =>
  directives.map(({name, block}) => (block ? [name, ...shape(block)] : name))

/** The name of a directive of the user's own is one that the template does not have, on purpose. */
const known = (field: string) => !field.startsWith('name of a directive')

describe.each(['apache', 'lighttpd'] as const)('%s', (server) => {
  const {render, parse} = SERVERS[server]
  const rendered = async (deployment: Deployment) => {
    const {text} = await render(deployment, {scope: 'full', comments: true})
    const {directives, problems} = parse(text, 'x')
    return {text, problems, shape: shape(directives)}
  }

  test.each(Object.keys(FIELDS).filter(known))(
    'a hostile %s adds no directive: it is escaped or refused',
    async (field) => {
      const plain = await rendered(FIELDS[field]!('plain')).catch((error: unknown) => error)
      await fc.assert(
        fc.asyncProperty(hostile, async (value) => {
          let result: Awaited<ReturnType<typeof rendered>>
          try {
            result = await rendered(FIELDS[field]!(value))
          } catch (error) {
            expect(error).toBeInstanceOf(TsgiError)
            expect((error as TsgiError).kind).toBe('usage')
            return
          }
          expect(result.problems).toEqual([])
          if (!(plain instanceof Error)) expect(result.shape).toEqual((plain as typeof result).shape)
          expect(result.text).not.toMatch(/[\0\r\u2028\u202e]/)
        }),
        {numRuns: 150},
      )
    },
  )

  test('a name of a directive is a name, or refused', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (value) => {
        const error = await rendered(FIELDS['name of a directive']!(value)).catch((thrown: unknown) => thrown)
        if (error instanceof Error) expect(error).toMatchObject({code: 'TSGI_UNSAFE_VALUE'})
        else expect(value).toMatch(/^[\w.-]+$/)
      }),
      {numRuns: 100},
    )
  })

  test('odd values that are fine are written, each in its place', async () => {
    const {text, problems} = await rendered(statics('/my files 50%/', '/srv/100% "mine"/it\'s; {here} #1'))
    expect(problems).toEqual([])
    expect(text).toContain('/srv/100% \\"mine\\"/it\'s; {here} #1/')
  })
})
