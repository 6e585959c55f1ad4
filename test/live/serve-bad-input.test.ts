import {once} from 'node:events'
import {readFileSync} from 'node:fs'
import {connect, type Socket} from 'node:net'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {encodePacket} from '../../src/wire/packet.js'
import {encodeVars, type Var} from '../../src/wire/vars.js'
import {temporaryFolder} from '../support/folder.js'
import type {Program} from '../support/program.js'
import {startServe} from '../support/serve.js'

const folder = temporaryFolder()
const path = folder.at('app.sock')
let server: Program

beforeAll(async () => {
  server = await startServe(['-s', path, '--socket-timeout', '500ms', '--ndjson'])
})
afterAll(async () => {
  await server.stop()
  folder[Symbol.dispose]()
})

const get: Var[] = [
  ['REQUEST_METHOD', 'GET'],
  ['REQUEST_URI', '/good'],
]
const packet = (vars: readonly Var[]) => encodePacket({body: encodeVars(vars)})
const post = (length: number, body: string) =>
  Buffer.concat([
    packet([
      ['REQUEST_METHOD', 'POST'],
      ['CONTENT_LENGTH', String(length)],
    ]),
    Buffer.from(body),
  ])
const header = (modifier1: number, size: number) => Buffer.from([modifier1, size & 0xff, size >> 8, 0])
const clientHello = Buffer.from('1603010200010001fc0303', 'hex')

/** Sends, and reads to the end; `half` closes the way there behind it. */
function send(bytes: Uint8Array, {half = false, later = [] as Uint8Array[]} = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({path})
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(`${text}<${error.code}>`))
    socket.on('end', () => resolve(text))
    socket.write(bytes)
    for (const [n, piece] of later.entries()) {
      setTimeout(() => socket.writable && socket.write(piece), 50 * (n + 1))
    }
    if (half) socket.end()
  })
}

async function isServed(): Promise<void> {
  expect(await send(packet(get))).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*GET http:\/\/localhost\/good/)
}

function rss(): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))![1]) / 1024
}

const many = packet(Array.from({length: 129}, (_, n): Var => [`V${n}`, '']))
const large = packet([...get, ['HTTP_COOKIE', 'x'.repeat(4096)]])

test.each<[what: string, bytes: Uint8Array, kind: string, message: RegExp, half?: boolean]>([
  ['a block over the limit', large, 'block-too-big', /invalid request block size: 4\d\d\d \(max 4096\)/],
  ['a block over the limit that never comes', header(0, 65_535), 'block-too-big', /size: 65535 \(max 4096\)/],
  ['too many variables', many, 'too-many-vars', /129 variables \(max 128\)/],
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 'foreign', /21573.*an HTTP request \(GET\).*uwsgi_pass/],
  ['TLS', clientHello, 'foreign', /a TLS handshake/],
  ['an unknown modifier', header(5, 0), 'modifier', /-- unavailable modifier requested: 5 --/],
  ['an empty packet', header(0, 0), 'empty', /Empty request\. skip\./],
  [
    'a size that overruns',
    Buffer.concat([header(0, 5), Buffer.from('\x09\x00A\x00\x00')]),
    'malformed',
    /invalid uwsgi request/,
  ],
  ['an empty name', Buffer.concat([header(0, 4), Buffer.alloc(4)]), 'malformed', /empty name/],
  ['half a packet, then silence', packet(get).subarray(0, 9), 'head-timeout', /not whole after 500 ms: 9 bytes came/],
  ['half a packet, then the end', packet(get).subarray(0, 3), 'head-cut', /closed after 3 bytes/, true],
  ['a body that stops', post(10, 'half'), 'body-timeout', /timeout during read: 4 of 10 bytes/],
  ['a body that ends early', post(10, 'half'), 'body-short', /4 of 10 bytes of the body came/, true],
])(
  '%s: nothing comes back, the log says what it was, and the next request is served',
  async (_, bytes, kind, message, half) => {
    expect(await send(bytes, {half: half ?? false})).toBe('')
    await server.logged(new RegExp(`"type":"problem".*"kind":"${kind}".*${message.source}`))
    await isServed()
  },
)

test('a body longer than announced: the answer is whole, the rest is ignored and named', async () => {
  expect(await send(post(3, 'abcdefgh'), {half: true})).toMatch(/body: 3 bytes, sha256 ba7816bf/)
  await server.logged(/"kind":"body-long".*more than the announced 3 bytes/)
  await isServed()
})

test('byte by byte is slow, not wrong; a body in pieces too', async () => {
  const bytes = post(6, 'abcdef')
  expect(await send(bytes.subarray(0, 2), {later: [bytes.subarray(2, -3), bytes.subarray(-3)]})).toContain(
    'body: 6 bytes',
  )
})

test('a drip that would never end is cut when the packet is due', async () => {
  const bytes = packet([...get, ['X', 'y'.repeat(60)]])
  const started = Date.now()
  const pieces = Array.from({length: 40}, (_, n) => bytes.subarray(n + 1, n + 2))
  expect(await send(bytes.subarray(0, 1), {later: pieces})).toBe('')
  expect(Date.now() - started).toBeLessThan(1900)
})

describe('2,000 idle connections', () => {
  test('others are answered meanwhile, memory stays flat, and the log does not flood', async () => {
    await isServed()
    const before = rss()
    const idle: Socket[] = []
    for (let n = 0; n < 2000; n++) {
      const socket = connect({path})
      await once(socket, 'connect') // fails the test when the server has no place for it
      idle.push(socket.on('error', () => {}))
      if (n % 100 === 99) await sleep(10)
    }
    await isServed()
    await Promise.all(idle.map((socket) => new Promise((resolve) => socket.resume().once('close', resolve))))
    await isServed()
    expect(rss() - before).toBeLessThan(60)
    await server.logged(/"type":"suppressed".*"kind":"head-timeout","count":1\d\d\d/)
    const lines = server
      .log()
      .split('\n')
      .filter((line) => line.includes('nothing came within'))
    expect(lines.length).toBeLessThan(100)
  })

  test('when they use up all places, the silent ones make room', async () => {
    const small = folder.at('small.sock')
    await using crowded = await startServe([
      '-s',
      small,
      '--max-connections',
      '20',
      '--socket-timeout',
      '30s',
      '--ndjson',
    ])
    const idle = Array.from({length: 60}, () => connect({path: small}).on('error', () => {}))
    await crowded.logged(/"kind":"crowded"/)
    const answer = await new Promise((resolve) => {
      const socket = connect({path: small}).once('data', (chunk: Buffer) => resolve(chunk.toString('latin1', 0, 15)))
      socket.on('error', resolve).write(packet(get))
    })
    expect(answer).toBe('HTTP/1.1 200 OK')
    for (const socket of idle) socket.destroy()
  })
})

test('a client that takes nothing of its answer is let go', async () => {
  const app = new URL('../fixtures/apps/endless.js', import.meta.url).pathname
  const endless = folder.at('endless.sock')
  await using server = await startServe([app, '-s', endless, '--socket-timeout', '500ms', '--ndjson'])
  const socket = connect({path: endless})
    .pause()
    .on('error', () => {})
  socket.write(packet(get))
  await server.logged(/"kind":"write-timeout".*took nothing of the answer for 500 ms: GET \/good/)
  expect(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))![1])).toBeLessThan(
    150_000,
  )
  socket.destroy()
})

test('garbage in bulk leaves memory where it was', async () => {
  const before = rss()
  for (let round = 0; round < 20; round++) {
    await Promise.all([large, many, clientHello, header(7, 60_000)].map((bytes) => send(bytes)))
  }
  await isServed()
  expect(rss() - before).toBeLessThan(30)
})
