import type {Draft} from './draft.js'
import {MAX_BUFFER, TIMEOUTS, UWSGI, WEB} from './fields.js'

/** Bytes beside the headers in a packet: the variables that the web server adds, the request line, lengths of fields. */
export const HEADER_MARGIN = 8192

/** What has to agree between the layers: an outer one waits longer, and takes no more than the inner one does. */
export interface Alignment {
  /** Seconds. */
  readonly read: number
  /** Bytes. */
  readonly maxHeader: number
  readonly maxBody: number
}

/** Reads what is said on either side, and derives the other; the defaults when neither says anything. */
export function alignmentOf({web, applications}: Draft): Alignment {
  const timeouts = web.section<{read: unknown}>('timeouts')
  const harakiris = applications
    .map(({uwsgi}) => uwsgi.get('harakiri', UWSGI.harakiri))
    .filter((of) => of !== undefined)
  const buffers = applications
    .map(({uwsgi}) => uwsgi.get('buffer-size', UWSGI['buffer-size']))
    .filter((of) => of !== undefined)
  const bodies = applications
    .map(({uwsgi}) => uwsgi.get('max-body', UWSGI['max-body']))
    .filter((of) => of !== undefined)
  return {
    read: timeouts.get('read', TIMEOUTS.read) ?? readTimeoutFor(Math.max(0, ...harakiris)),
    maxHeader: web.get('max-header', WEB['max-header']) ?? headerFor(Math.min(...buffers)),
    maxBody: web.get('max-body', WEB['max-body']) ?? bodyFor(bodies),
  }
}

/** nginx's own default; or longer than uWSGI may take, so that the end of a request comes from where it is understood. */
function readTimeoutFor(harakiri: number): number {
  return harakiri === 0 ? 60 : harakiri + 5
}

/** Before the web server gives up, so that the log of uWSGI has the reason, and the client a 502 instead of a 504. */
export function harakiriFor(read: number): number {
  return read > 10 ? read - 5 : Math.max(1, read - 1)
}

/** 32 KiB, as nginx takes (4 buffers of 8 KiB); less when uWSGI's buffer is smaller. */
function headerFor(buffer: number): number {
  if (buffer === Number.POSITIVE_INFINITY) return 32_768
  return buffer >= 4 * HEADER_MARGIN ? buffer - HEADER_MARGIN : Math.floor(buffer / 2)
}

export function bufferFor(maxHeader: number): number {
  return Math.min(MAX_BUFFER, Math.ceil((maxHeader + HEADER_MARGIN) / 4096) * 4096)
}

function bodyFor(bodies: readonly number[]): number {
  if (bodies.length === 0) return 10 * 1024 ** 2
  return bodies.includes(0) ? 0 : Math.max(...bodies)
}
