import fc from 'fast-check'
import {expect, test} from 'vitest'
import {composeSeconds, readCompose} from '../../../src/config/compose/compose.js'

const TEXT = `# an application and its web server
x-common: &common
  stop_signal: SIGINT
  environment: &env
    A: 1
    B: "two"
services:
  app:
    <<: *common
    image: shop:1
    user: "10001"
    read_only: true
    init: false
    entrypoint: ["tini", "--"]
    command: uwsgi --ini "/etc/my app.ini" --http-socket :8080
    environment:
      - UWSGI_PROCESSES=4
      - PRICE=$$5
      - SECRET
    env_file: .env
    stop_grace_period: 1m30s
    ports:
      - "127.0.0.1:8000:8080"
      - 9191
      - target: 80
        published: 8081
      - "[::1]:1:2/tcp"
      - "8443:443"
    expose: ["3031"]
    volumes:
      - ./x:/y
      - type: bind
        source: /a
        target: /b
  web:
    environment: *env
    image: nginx
    depends_on: [app]
`

test('what concerns uWSGI, with places', async () => {
  const {services, problems, comments} = await readCompose(TEXT, 'compose.yaml')
  const [app, web] = services
  expect(problems).toEqual([])
  expect(comments.map(({text}) => text)).toEqual(['an application and its web server'])
  expect(app).toMatchObject({
    name: 'app',
    image: {value: 'shop:1'},
    user: {value: '10001'},
    isReadOnly: true,
    hasInit: false,
    stopSignal: {value: 'SIGINT'},
    stopGracePeriod: {value: 90},
    envFiles: [{value: '.env'}],
    expose: [{value: '3031'}],
    volumes: [{value: './x:/y'}, {value: '/a:/b'}],
  })
  expect(app!.environment.map(({name, value}) => [name, value])).toEqual([
    ['UWSGI_PROCESSES', '4'],
    ['PRICE', '$5'],
    ['SECRET', undefined],
  ])
  expect(app!.ports.map(({host, published, target}) => [host, published, target])).toEqual([
    ['127.0.0.1', '8000', '8080'],
    [undefined, undefined, '9191'],
    [undefined, '8081', '80'],
    ['::1', '1', '2'],
    [undefined, '8443', '443'],
  ])
  expect(web!.environment.map(({name, value}) => [name, value])).toEqual([
    ['A', '1'],
    ['B', 'two'],
  ])
  expect(web!.dependsOn).toEqual(['app'])
  expect(web!.uwsgi).toBeUndefined()
  expect(app!.stopGracePeriod!.location).toMatchObject({file: 'compose.yaml', line: 21, column: 24})
})

test('the command of uWSGI, each word in its place', async () => {
  const {services} = await readCompose(TEXT, 'compose.yaml')
  const {options} = services[0]!.uwsgi!
  expect(options.map(({name, value}) => [name, value])).toEqual([
    ['ini', '/etc/my app.ini'],
    ['http-socket', ':8080'],
  ])
  const [ini] = options
  expect(TEXT.slice(ini!.valueSpan.start, ini!.valueSpan.end)).toBe('"/etc/my app.ini"')
  expect(ini!.location).toMatchObject({line: 15})
})

test('times', () => {
  expect(['10s', '1m30s', '1.5h', '500ms', '5', '', 'x'].map(composeSeconds)).toEqual([
    10,
    90,
    5400,
    0.5,
    undefined,
    undefined,
    undefined,
  ])
})

test('what is no compose file is read too, in bounded time', async () => {
  const bomb = `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({length: 12}, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`)}]`).join('\n')}\n`
  expect((await readCompose(bomb, 'c')).problems).toMatchObject([{kind: 'syntax'}])
  expect((await readCompose('['.repeat(20_000), 'c')).problems.length).toBeGreaterThan(0)
  expect((await readCompose('services:\n  a: &a\n    command: *a\n', 'c')).problems.length).toBeLessThan(2)
  for (const text of ['', 'services:', 'services: []', 'services:\n  a:\n', 'services: {a: 1}', '- x', '\0']) {
    expect((await readCompose(text, 'c')).services.length).toBeLessThan(2)
  }
})

test('mutated files are read, and every place lies in them', async () => {
  const cut = fc.record({
    at: fc.nat({max: TEXT.length}),
    length: fc.nat({max: 20}),
    put: fc.oneof(fc.string({maxLength: 3}), fc.constantFrom('\n', '[', '{', '*env', '&x ', '"', '- ', ': ')),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(cut, {maxLength: 5}), async (cuts) => {
      const text = cuts.reduce((it, {at, length, put}) => it.slice(0, at) + put + it.slice(at + length), TEXT)
      const {services} = await readCompose(text, 'c')
      for (const service of services) {
        for (const {start, end} of [...service.environment, ...service.ports, ...(service.uwsgi?.options ?? [])]) {
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
      }
    }),
    {numRuns: 300},
  )
}, 30_000)
