import type {Web} from '../../deployment/deployment.js'
import {unsafeValue} from '../unsafe.js'
import type {NginxTuning} from './site.js'
import {nginxSeconds, nginxSize} from './words.js'

/** Directives that the templates print themselves: one of the user's takes the place of the value. */
const FIELDS: Readonly<Record<string, keyof NginxTuning>> = {
  uwsgi_connect_timeout: 'connectTimeout',
  uwsgi_read_timeout: 'readTimeout',
  uwsgi_send_timeout: 'sendTimeout',
  uwsgi_buffer_size: 'bufferSize',
  uwsgi_buffers: 'buffers',
  uwsgi_busy_buffers_size: 'busyBuffersSize',
  uwsgi_buffering: 'buffering',
  uwsgi_request_buffering: 'requestBuffering',
  uwsgi_next_upstream: 'nextUpstream',
}

/** Whether a directive of the user's replaces a value of the templates. */
export function isTuning(name: string): boolean {
  return Object.hasOwn(FIELDS, name)
}

/** Timeouts and buffers, with the user's own values before those of the deployment. */
export function tuningOf(web: Web, own: Readonly<Record<string, string>>): NginxTuning {
  const {timeouts, buffering, upstream} = web
  const header = Math.ceil(buffering.headerBytes / 1024) * 1024
  if (!(header >= 1024 && header <= 1_048_576)) {
    throw unsafeValue('the buffer for response headers', buffering.headerBytes, 'it is between 1 byte and 1 MiB')
  }
  const tuning: NginxTuning = {
    connectTimeout: nginxSeconds('the connect timeout', timeouts.connect),
    readTimeout: nginxSeconds('the read timeout', timeouts.read),
    sendTimeout: nginxSeconds('the send timeout', timeouts.send),
    bufferSize: nginxSize('the buffer for response headers', header),
    buffers: `8 ${nginxSize('a buffer', header)}`,
    busyBuffersSize: nginxSize('the busy buffers', 2 * header),
    buffering: buffering.response ? undefined : 'off',
    requestBuffering: buffering.request ? undefined : 'off',
    nextUpstream: upstream.servers.length > 0 ? 'error' : undefined,
  }
  const replaced = Object.entries(own).flatMap(([name, value]) => (isTuning(name) ? [[FIELDS[name], value]] : []))
  return {...tuning, ...(Object.fromEntries(replaced) as Partial<NginxTuning>)}
}

/** `4 8k`: four buffers, each of which must hold the longest header; together they hold them all. */
export function headerBuffers({maxHeader}: Web): string {
  const each = Math.ceil(maxHeader / 4 / 1024)
  if (!(each >= 1 && each <= 256)) {
    throw unsafeValue('the size of request headers', maxHeader, 'it is between 1 byte and 1 MiB')
  }
  return `4 ${each}k`
}
