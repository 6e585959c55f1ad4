import {once} from 'node:events'
import {type AddressInfo, createServer, type Socket} from 'node:net'
import type {Address} from '../../src/address.js'
import {PacketDecoder} from '../../src/wire/decoder.js'
import type {Packet} from '../../src/wire/packet.js'

export type Reply = (packet: Packet, socket: Socket) => void

export interface FakeServer {
  readonly address: Address
  /** Connections accepted so far. */
  readonly accepted: number
  /** Everything that was sent to it, all connections in order of arrival. */
  received(): Buffer
  [Symbol.asyncDispose](): Promise<void>
}

/** A real listener that does with each connection what the test says; on a free TCP port, or at `path`. */
export async function listener(serve: (socket: Socket) => void, path?: string): Promise<FakeServer> {
  const sockets = new Set<Socket>()
  const chunks: Buffer[] = []
  let accepted = 0
  const server = createServer({allowHalfOpen: true}, (socket) => {
    accepted++
    sockets.add(socket)
    socket.on('error', () => {}) // its clients are rude
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    serve(socket)
  })
  if (path === undefined) server.listen(0, '127.0.0.1')
  else server.listen(path)
  await once(server, 'listening')
  return {
    address:
      path === undefined
        ? {kind: 'tcp', host: '127.0.0.1', port: (server.address() as AddressInfo).port}
        : {kind: 'unix', path},
    get accepted() {
      return accepted
    },
    received: () => Buffer.concat(chunks),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** A server that speaks just enough uwsgi to be misbehaved on demand. */
export function fakeUwsgi(reply: Reply, path?: string): Promise<FakeServer> {
  return listener((socket) => {
    const decoder = new PacketDecoder()
    socket.on('data', (chunk) => {
      for (const packet of decoder.push(chunk)) reply(packet, socket)
    })
  }, path)
}
