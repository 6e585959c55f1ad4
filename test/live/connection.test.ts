import {readFileSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import type {Address} from '../../src/address.js'
import {exchange} from '../../src/client/connection.js'
import {AbstractRelay} from '../../src/host/abstract-relay.js'
import {node} from '../../src/host/node.js'
import {encodePacket} from '../../src/wire/packet.js'
import {encodeVars} from '../../src/wire/vars.js'
import {temporaryFolder} from '../support/folder.js'
import {freePort} from '../support/ports.js'
import {startUwsgi} from '../support/uwsgi.js'

const PING = encodePacket({modifier1: 100})
const BODY = 5 << 20
/** Answers at once, and never reads what was posted. */
const APP = `def application(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [b'did not read it']
`

function postHead(): Buffer {
  const body = encodeVars([
    ['REQUEST_METHOD', 'POST'],
    ['PATH_INFO', '/'],
    ['CONTENT_LENGTH', String(BODY)],
  ])
  return encodePacket({body})
}

describe.each(['unix', 'tcp', 'abstract'] as const)('uWSGI on a socket of kind %s', (kind) => {
  test('answers before it has read 5 MiB, and the answer arrives', async () => {
    using folder = temporaryFolder()
    const address = await placeOf(kind, folder.at('s'))
    writeFileSync(folder.at('app.py'), APP)
    const where =
      address.kind === 'tcp' ? `127.0.0.1:${address.port}` : kind === 'unix' ? folder.at('s') : nameOf(address)
    await using _uwsgi = await startUwsgi(
      ['python3', 'ping'],
      ['--socket', where, '--wsgi-file', folder.at('app.py'), '--disable-logging'],
    )
    expect(await exchange(address, PING, {timeout: 3000})).toMatchObject({
      ended: 'eof',
      bytes: Buffer.from([100, 0, 0, 1]),
    })
    for (let round = 0; round < 5; round++) {
      const result = await exchange(address, [postHead(), Buffer.alloc(BODY)], {timeout: 5000})
      expect(result.connected && result.bytes.toString()).toMatch(/^HTTP\/1.0 200 OK\r\n[\s\S]*did not read it$/)
      expect(result.total_ms).toBeLessThan(2000)
    }
  })
})

describe('abstract sockets', () => {
  test.each(['perl', 'python3'])('by way of %s: nobody there is refused, with the errno', async (command) => {
    const relay = new AbstractRelay(
      'tsgi-nobody',
      AbstractRelay.relays.filter(([name]) => name === command),
    )
    const code = await new Promise((resolve) =>
      relay.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
    )
    expect(code).toBe('ECONNREFUSED')
  })

  test.each(['perl', 'python3'])('by way of %s: a ping, byte for byte', async (command) => {
    const name = `tsgi-${process.pid}-${command}`
    await using _uwsgi = await startUwsgi(['python3', 'ping'], ['--socket', `@${name}`])
    const relay = new AbstractRelay(
      name,
      AbstractRelay.relays.filter(([known]) => known === command),
    )
    relay.on('connect', () => relay.write(PING))
    const chunks: Buffer[] = []
    for await (const chunk of relay) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks)).toEqual(Buffer.from([100, 0, 0, 1]))
  })

  test('a machine with neither says what to install', async () => {
    const relay = new AbstractRelay('x', [['/no/such/perl'], ['/no/such/python3']])
    const error = await new Promise((resolve) => relay.on('error', resolve))
    expect(error).toMatchObject({code: 'TSGI_NO_ABSTRACT_SOCKETS', kind: 'environment'})
    expect((error as {suggestions: string[]}).suggestions.join()).toContain('perl')
  })

  test('nothing is left running when the connection is over', async () => {
    const before = childrenOf(process.pid)
    const stream = node.connectAbstract('tsgi-nobody')
    await new Promise((resolve) => stream.on('close', resolve).on('error', () => {}))
    await expect.poll(() => childrenOf(process.pid)).toBe(before)
  })
})

async function placeOf(kind: Address['kind'], path: string): Promise<Address> {
  if (kind === 'unix') return {kind, path}
  if (kind === 'tcp') return {kind, host: '127.0.0.1', port: await freePort()}
  return {kind, name: `tsgi-${process.pid}-${Math.floor(performance.now())}`}
}

function nameOf(address: Address): string {
  return address.kind === 'abstract' ? `@${address.name}` : ''
}

function childrenOf(pid: number): number {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).length
}
