import type {TlsDescription, UpstreamDescription, WebDescription} from './description.js'
import {BUFFERING, CACHE, LIMITS, LOG, TIMEOUTS, TLS, UPSTREAM, WEB} from './fields.js'
import {directiveName} from './grammar/names.js'
import {absolutePath, folderUrl, socketAddress} from './grammar/paths.js'
import {flag} from './grammar/refusal.js'
import {arrayOf, either, leaf, listOf, mapOf, only, part, repeatable, strict} from './schema-kit.js'

const tls = part<TlsDescription>(
  {
    profile: leaf(TLS.profile, 'of Mozilla: `modern` is TLS 1.3 alone'),
    listen: listOf(TLS.listen, 'a port, or `address:port`'),
    certificate: leaf(TLS.certificate, "with its chain; default: Let's Encrypt's, of the first name"),
    key: leaf(TLS.key, 'of the certificate'),
    acme: either([leaf(TLS.acme, 'the folder'), only(false)], 'folder in which the ACME client answers challenges'),
    http2: leaf(TLS.http2, 'HTTP/2'),
    http3: leaf(TLS.http3, 'HTTP/3, where the web server can'),
    redirect: leaf(TLS.redirect, 'plain HTTP to HTTPS'),
    hsts: leaf(TLS.hsts, 'how long browsers use TLS alone; 0: no header'),
    pending: leaf(TLS.pending, 'there is no certificate yet: only challenges and the redirect'),
  },
  'TLS',
)

const server = either(
  [
    leaf(socketAddress, 'its address'),
    strict(
      {
        address: leaf(socketAddress, 'of uWSGI'),
        weight: leaf(UPSTREAM.weight, 'its share of the requests').optional(),
        backup: leaf(flag, 'asked only when the others fail').optional(),
      },
      'its address, and how much it gets',
    ),
  ],
  'an address of uWSGI',
)

const upstream = part<UpstreamDescription>(
  {
    balancing: leaf(UPSTREAM.balancing, 'who gets the next request'),
    servers: arrayOf(server, 'addresses of uWSGI, beside the socket of the application'),
  },
  'several instances of uWSGI',
)

const cache = part<{folder: unknown; size: unknown; time: unknown}>(
  {
    folder: leaf(CACHE.folder, 'where responses are kept'),
    size: leaf(CACHE.size, 'of all of them'),
    time: leaf(CACHE.time, 'how long one is kept'),
  },
  'responses that the web server keeps',
)

const limits = part<{rate: unknown; burst: unknown; connections: unknown}>(
  {
    rate: leaf(LIMITS.rate, 'requests of one client: `10/s`, `30/m`'),
    burst: leaf(LIMITS.burst, 'requests above the rate that wait; default: twice the rate'),
    connections: leaf(LIMITS.connections, 'of one client'),
  },
  'what one client may ask for',
)

const log = part<NonNullable<WebDescription['log']>>(
  {
    access: either([leaf(LOG.file, 'the file'), only(false)], "its file; `false`: the server's own"),
    error: either([leaf(LOG.file, 'the file'), only(false)], "its file; `false`: the server's own"),
    format: leaf(LOG.format, 'of the access log'),
  },
  'logs of the site',
)

const timeouts = part<NonNullable<WebDescription['timeouts']>>(
  {
    connect: leaf(TIMEOUTS.connect, 'for the socket to take the connection'),
    read: leaf(TIMEOUTS.read, 'between two reads of the response; over harakiri'),
    send: leaf(TIMEOUTS.send, 'between two writes of the request'),
  },
  'how long it waits for uWSGI',
)

const buffering = part<NonNullable<WebDescription['buffering']>>(
  {
    request: leaf(BUFFERING.request, 'take the body whole before uWSGI gets it'),
    response: leaf(BUFFERING.response, 'take the response as fast as uWSGI gives it'),
    header: leaf(BUFFERING.header, 'the headers of a response have to fit'),
  },
  'what it keeps for slow clients',
)

export const web = part<WebDescription>(
  {
    server: leaf(WEB.server, 'in front of uWSGI'),
    version: leaf(WEB.version, 'to write for; default: what every supported one takes'),
    names: listOf(WEB.names, 'of the site, the main one first; none: whatever is asked for'),
    listen: listOf(WEB.listen, 'plain HTTP: a port, or `address:port`'),
    tls: either(
      [leaf(flag, "with Let's Encrypt's certificates"), tls],
      "TLS; `true`: with Let's Encrypt's certificates",
    ),
    www: leaf(WEB.www, 'redirect `www.` to the bare name, or the other way'),
    upstream,
    'max-body': leaf(WEB['max-body'], 'of a request; 0: no limit'),
    'max-header': leaf(WEB['max-header'], "of a request's headers"),
    timeouts,
    buffering,
    gzip: leaf(WEB.gzip, 'compress text'),
    'security-headers': leaf(WEB['security-headers'], 'against sniffing of types, and framing by other sites'),
    'web-sockets': listOf(WEB['web-sockets'], 'URLs below which connections last'),
    internal: mapOf(folderUrl, leaf(absolutePath, 'the folder'), 'folders for X-Accel-Redirect and its kin, by URL'),
    cache: either([leaf(flag, 'at all'), cache], 'responses that the web server keeps'),
    limits: either([only(false), limits], 'what one client may ask for'),
    'trusted-proxies': listOf(WEB['trusted-proxies'], "whose word on the client's address is taken"),
    log,
    'maintenance-file': leaf(WEB['maintenance-file'], 'while it exists, every request is answered 503'),
    directives: mapOf(directiveName, repeatable(), 'further directives of the location'),
  },
  'the web server in front',
)
