import {describe, expect, test} from 'vitest'
import {decodeAcknowledgement} from '../../src/wire/acknowledgement.js'
import {decodeArray} from '../../src/wire/array.js'
import {decodeCacheAnswer, encodeCacheRequest} from '../../src/wire/cache.js'
import {PacketDecoder} from '../../src/wire/decoder.js'
import {encodePacket, readPacket} from '../../src/wire/packet.js'
import {decodePong, encodePing} from '../../src/wire/ping.js'
import {ResponseDecoder} from '../../src/wire/response.js'
import {decodeRpcAnswer, encodeRpc} from '../../src/wire/rpc.js'
import {encodeSignal} from '../../src/wire/signal.js'
import {decodeSpoolFile, encodeSpoolTask} from '../../src/wire/spool.js'
import {decodeSubscription, encodeSubscription} from '../../src/wire/subscription.js'
import {decodeVars, encodeVars} from '../../src/wire/vars.js'
import {captures, pair} from '../support/captures.js'

test('there are captures of every server', () => {
  const servers = new Set(captures().map(({name}) => name.split('-')[0]))
  expect([...servers].sort()).toEqual(['apache', 'lighttpd', 'nginx', 'uwsgi'])
})

describe.each(captures())('$name', ({bytes, modifier1, modifier2, vars, body}) => {
  test('decodes to its variables, in order', () => {
    const packet = readPacket(bytes)
    expect(packet).toMatchObject({modifier1, modifier2})
    expect(decodeVars(packet.body)).toEqual(vars)
    expect(decodeVars(packet.body, {mode: 'uwsgi'})).toEqual(vars)
    expect(packet.rest).toEqual(body)
  })

  test('encodes back to the same bytes', () => {
    const packet = encodePacket({modifier1, modifier2, body: encodeVars(vars)})
    expect(Buffer.concat([packet, body]).toString('hex')).toBe(bytes.toString('hex'))
  })

  test('decodes whatever the split', () => {
    for (let at = 0; at <= bytes.length; at++) {
      const decoder = new PacketDecoder()
      const [packet] = [bytes.subarray(0, at), bytes.subarray(at)].flatMap((chunk) => {
        const [first] = decoder.push(chunk)
        return first ? [first] : []
      })
      expect(decodeVars(packet!.body), `split at ${at}`).toEqual(vars)
    }
  })
})

describe('pairs of the real uWSGI', () => {
  test('ping', () => {
    const {request, response} = pair('ping')
    expect(encodePing()).toEqual(request)
    expect(decodePong(response)).toEqual({warning: ''})
  })

  test('echo answers with the block alone', () => {
    const {request, response} = pair('echo')
    expect(readPacket(request)).toMatchObject({modifier1: 101, body: response})
  })

  test('rpc', () => {
    const {request, response} = pair('rpc')
    expect(encodeRpc({function: 'hello', args: ['a', 'b']})).toEqual(request)
    expect(decodeArray(readPacket(request).body)).toEqual(['hello', 'a', 'b'])
    expect(decodeRpcAnswer(response).toString()).toBe('hi:a|b')
  })

  test('signal', () => {
    const {request, response} = pair('signal')
    expect(encodeSignal(5)).toEqual(request)
    expect(decodeAcknowledgement(response)).toBe(true)
  })

  test('spooler', () => {
    const {request, response} = pair('spool')
    expect(encodeSpoolTask({vars: [['name', 'x']]})).toEqual(request)
    expect(decodeAcknowledgement(response)).toBe(true)
  })

  test('a spool file', () => {
    const {bytes, vars, body} = captures().find(({name}) => name === 'uwsgi-spoolfile')!
    expect(decodeSpoolFile(bytes)).toEqual({vars, body})
    expect(body.toString()).toBe('BODYDATA')
  })

  test('cache get', () => {
    const {request, response} = pair('cache-get')
    expect(encodeCacheRequest({command: 'get', key: 'k1'})).toEqual(request)
    expect(decodeCacheAnswer(response)).toEqual({status: 'ok', size: 9, value: Buffer.from('value-one')})
  })

  test('cache set', () => {
    const {request, response} = pair('cache-set')
    expect(encodeCacheRequest({command: 'set', key: 's1', value: Buffer.from('hello')})).toEqual(request)
    expect(decodeCacheAnswer(response)).toEqual({status: 'ok', value: Buffer.alloc(0)})
  })

  test('a subscription', () => {
    const {bytes} = captures().find(({name}) => name === 'uwsgi-subscribe-0')!
    const subscription = decodeSubscription(readPacket(bytes))
    expect(subscription).toMatchObject({action: 'subscribe', key: 'example.com', address: '127.0.0.1:31402', cores: 1})
    expect(encodeSubscription(subscription)).toEqual(bytes)
  })

  test.each([
    ['wsgi-get', 'hello\n', true],
    ['wsgi-post', 'hello', false],
  ])('%s', (name, body, complete) => {
    const {request, response} = pair(name)
    const vars = decodeVars(readPacket(request).body)
    expect(encodePacket({body: encodeVars(vars)})).toEqual(
      request.subarray(0, request.length - readPacket(request).rest.length),
    )
    const decoder = new ResponseDecoder()
    expect(decoder.push(response).toString()).toBe(body)
    expect(decoder).toMatchObject({complete, problems: [], head: {form: 'http', status: 200, protocol: 'HTTP/1.1'}})
  })

  test('HTTP on a uwsgi socket is a block over the limit', () => {
    const {request} = pair('bad-http')
    expect(() => [...new PacketDecoder({maxBlockBytes: 4096}).push(request)]).toThrow(/a block of 21573 bytes/)
  })

  test('a packet over buffer-size', () => {
    const {request} = pair('bad-too-big')
    expect(decodeVars(readPacket(request).body).length).toBeGreaterThan(0)
    expect(() => [...new PacketDecoder({maxBlockBytes: 4096}).push(request)]).toThrow(/a block of 5291 bytes/)
  })
})
