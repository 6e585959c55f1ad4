import {encodePacket} from '../../../src/wire/packet.js'
import {encodeVars} from '../../../src/wire/vars.js'
import {type Running, type Site, type StartOptions, sendBytes, sleep} from './breakage.js'

/** A uwsgi request for a path. */
export function requestPacket(path: string, more: readonly (readonly [string, string])[] = [], modifier1 = 0): Buffer {
  const vars: (readonly [string, string])[] = [
    ['REQUEST_METHOD', 'GET'],
    ['REQUEST_URI', path],
    ['PATH_INFO', path],
    ['SERVER_PROTOCOL', 'HTTP/1.1'],
    ['REMOTE_ADDR', '127.0.0.1'],
    ...more,
  ]
  return encodePacket({modifier1, modifier2: 0, body: encodeVars(vars)})
}

/** A sound deployment that is asked for something. */
export function asked(
  site: Site,
  args: readonly string[],
  ask: (running: Running) => Promise<unknown>,
  options: StartOptions = {},
) {
  return site.sound(args, {
    ...options,
    during: async (running) => {
      await ask(running)
      await sleep(200)
    },
  })
}

/** A GET, and what comes back. */
export const send = (site: Site, path: string, patience?: number) =>
  sendBytes(site.at('s'), requestPacket(path), patience)
