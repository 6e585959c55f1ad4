/** What a kind of listener is, and what to do with it. */
export interface ListenerFacts {
  /** Completes "it is …". */
  readonly what: string
  /** The uWSGI option that makes it; empty where it is none of uWSGI's. */
  readonly option: string
  /** How a web server or a person talks to it; one line each. */
  readonly next: readonly string[]
}

/** `socket` is the address as `tsgi` takes it, `upstream` as nginx does; empty where nginx cannot connect (abstract). */
export interface ListenerPlace {
  readonly socket: string
  readonly upstream: string
}

/** By kind of listener; the behaviour behind each is measured against uWSGI 2.0.21. */
export const listenerFacts = {
  uwsgi: ({socket, upstream}) => ({
    what: 'a uwsgi socket: what web servers send requests to',
    option: 'socket',
    next: [`tsgi request ${socket} /`, ...nginx('uwsgi_pass', upstream)],
  }),
  'uwsgi-persistent': () => ({
    what: 'a persistent uwsgi socket: one connection, many requests',
    option: 'puwsgi-socket',
    next: [
      'do not put a web server in front of it: it cannot take request bodies, and what it leaves unread of one it takes',
      'for the next request (smuggling). Use "socket" instead.',
    ],
  }),
  http: ({socket}) => ({
    what: 'an HTTP server',
    option: 'http-socket',
    next: ['nginx: proxy_pass, not uwsgi_pass', `for uwsgi, make it "socket = ${socket}" in the uWSGI configuration`],
  }),
  'http-router': () => ({
    what: 'the HTTP router of uWSGI: a proxy before the workers',
    option: 'http',
    next: ['nginx: proxy_pass; better give it the socket behind the router, with uwsgi_pass'],
  }),
  fastrouter: ({upstream}) => ({
    what: 'the fastrouter of uWSGI: it passes uwsgi requests on by host name, and answers no ping',
    option: 'fastrouter',
    next: nginx('uwsgi_pass', upstream),
  }),
  stats: ({socket}) => ({
    what: 'a stats server: it shows what uWSGI does, and serves nobody',
    option: 'stats',
    next: [`uwsgitop ${socket}`, 'its output holds cookies and passwords of running requests: keep it private'],
  }),
  'stats-http': ({socket}) => ({
    what: 'a stats server that speaks HTTP',
    option: 'stats-http',
    next: [`uwsgitop ${socket}`, 'its output holds cookies and passwords of running requests: keep it private'],
  }),
  'scgi-or-fastcgi': ({upstream}) => ({
    what: 'an SCGI or FastCGI server',
    option: 'scgi-socket or fastcgi-socket',
    next: [...nginx('scgi_pass', upstream), ...nginx('fastcgi_pass', upstream)],
  }),
  raw: () => ({
    what: 'a listener that closes every connection at once, as a raw-socket without a handler does',
    option: 'raw-socket',
    next: ['make it "socket" for a web server'],
  }),
  unknown: () => ({what: 'nothing that is known here', option: '', next: []}),
} satisfies Readonly<Record<string, (place: ListenerPlace) => ListenerFacts>>

function nginx(directive: string, upstream: string): string[] {
  return upstream === '' ? [] : [`nginx: ${directive} ${upstream};`]
}
