import {type Foreign, recogniseForeign} from '../wire/foreign.js'

/** Names the protocol that was spoken to this socket by mistake, and says what to change; `undefined` when it may be uwsgi. */
export function foreignMessage(start: Uint8Array): string | undefined {
  const foreign = recogniseForeign(start)
  return foreign && `${foreign.what} was sent to this socket; ${ADVICE[foreign.protocol] ?? 'it speaks uwsgi'}`
}

const ADVICE: Partial<Readonly<Record<Foreign['protocol'], string>>> = {
  'http-request': 'a web server reaches it with uwsgi_pass, not with proxy_pass',
  http2: 'a web server reaches it with uwsgi_pass, not with proxy_pass',
  fastcgi: 'a web server reaches it with uwsgi_pass, not with fastcgi_pass',
  scgi: 'a web server reaches it with uwsgi_pass, not with scgi_pass; lighttpd with scgi.protocol = "uwsgi"',
  tls: 'a uwsgi socket knows no TLS: the web server in front ends it',
  'proxy-protocol': 'uwsgi has no such header: the client is in REMOTE_ADDR',
}
