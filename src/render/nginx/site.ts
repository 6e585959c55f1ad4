/** Context of templates/nginx/site.conf.hbs: a whole site, as it lies in sites-enabled/. */
export interface NginxSite {
  readonly name: string
  /** Begins the names of variables and zones, which all sites of an Nginx share. */
  readonly id: string
  readonly upstreams: readonly NginxUpstream[]
  /** Whether `$<id>_host` is made; newer versions of Nginx have variables for it. */
  readonly makesHost: boolean
  /** Addresses of proxies, or undefined. */
  readonly trusted: readonly string[] | undefined
  /** Headers that the application may set itself, with what is sent when it does not. */
  readonly defaults: readonly NginxDefault[]
  readonly log: {readonly isTiming: boolean; readonly isJson: boolean}
  /** `10r/s` */
  readonly rate: string | undefined
  readonly limitsConnections: boolean
  /** Behind `uwsgi_cache_path`. */
  readonly cachePath: string | undefined
  /** Further directives that stand outside of every server. */
  readonly directives: readonly NginxLine[]
  readonly reject: NginxReject | undefined
  readonly redirects: readonly NginxRedirect[]
  readonly servers: readonly NginxServer[]
}

/** Context of templates/nginx/location.conf.hbs: what a server block of somebody else's includes. */
export interface NginxSnippet {
  readonly name: string
  readonly statics: readonly NginxFolder[]
  readonly internals: readonly NginxFolder[]
  readonly applications: readonly NginxApplication[]
}

/** Context of templates/nginx/params.conf.hbs: the variables of a request, for any location to include. */
export interface NginxParameters {
  readonly scheme: string
  readonly https: string
  readonly host: string
  /** Variables that only a proxy may say, and that nobody here can vouch for. */
  readonly dropped: readonly string[]
  /** Of the user: `NAME value`. */
  readonly own: readonly string[]
}

/** A directive, ready to be printed. */
export interface NginxLine {
  readonly name: string
  readonly value: string
}

/** Servers that answer for the same application. */
export interface NginxUpstream {
  readonly name: string
  readonly balancing: string | undefined
  /** `unix:/run/app.sock weight=2` */
  readonly servers: readonly string[]
}

/** A response header that is sent unless the application sets it. */
export interface NginxDefault {
  /** `X-Frame-Options` */
  readonly header: string
  /** `$shop_frame`: empty when the application answered with a header of its own. */
  readonly variable: string
  /** `$upstream_http_x_frame_options` */
  readonly theirs: string
  readonly value: string
}

/** Where a server listens, and as whom. */
export interface NginxListening {
  /** `443 ssl http2`, `[::]:443 ssl http2` */
  readonly listens: readonly string[]
  /** `example.org www.example.org`; `_` for any. */
  readonly names: string
  /** Switched on by a directive of its own, as newer versions want it. */
  readonly isHttp2: boolean
  readonly isHttp3: boolean
  readonly tls: NginxTls | undefined
}

/** What a TLS server says about itself. */
export interface NginxTls {
  readonly id: string
  /** Undefined, with the key, of a server that ends every handshake. */
  readonly certificate: string | undefined
  readonly key: string | undefined
  readonly isModern: boolean
  /** Tickets are safe by themselves since 1.23.2. */
  readonly isTicketless: boolean
  /** The first of the file: the others say the same. */
  readonly isExplained: boolean
}

/** Ends handshakes for names that no site has. */
export interface NginxReject extends NginxListening {
  /** Needs no certificate; since 1.19.4. */
  readonly rejectsHandshake: boolean
}

/** A server that only sends clients elsewhere. */
export interface NginxRedirect extends NginxListening {
  readonly why: string
  readonly status: number
  /** `https://$host$request_uri` */
  readonly target: string
  readonly acme: string | undefined
  readonly headerBuffers: string
  readonly hsts: string | undefined
  readonly logs: NginxLogs
}

/** Where a server logs to. */
export interface NginxLogs {
  /** Behind `access_log`. */
  readonly access: string
  readonly error: string | undefined
}

/** A server that hands requests to applications. */
export interface NginxServer extends NginxListening {
  readonly id: string
  readonly acme: string | undefined
  readonly trusted: readonly string[] | undefined
  readonly logs: NginxLogs
  readonly maintenance: string | undefined
  readonly maxBody: string
  /** `4 8k` */
  readonly headerBuffers: string
  readonly gzip: boolean
  readonly hasLimits: boolean
  readonly headers: readonly NginxLine[]
  readonly parameters: NginxParameters
  readonly tuning: NginxTuning
  readonly cache: {readonly seconds: string; readonly key: string} | undefined
  readonly statics: readonly NginxFolder[]
  readonly internals: readonly NginxFolder[]
  readonly applications: readonly NginxApplication[]
  /** No application is mounted at `/`. */
  readonly isClosed: boolean
}

/** How Nginx talks to uWSGI; what is undefined is left at Nginx's default. */
export interface NginxTuning {
  readonly connectTimeout: string
  readonly readTimeout: string
  readonly sendTimeout: string
  readonly bufferSize: string
  readonly buffers: string
  readonly busyBuffersSize: string
  readonly buffering: string | undefined
  readonly requestBuffering: string | undefined
  readonly nextUpstream: string | undefined
}

/** A folder that Nginx serves itself. */
export interface NginxFolder {
  readonly url: string
  readonly folder: string
  /** Behind `expires`. */
  readonly expires: string | undefined
  /** Behind `add_header Cache-Control`; with it the headers of the server have to be repeated. */
  readonly cacheControl: string | undefined
  readonly headers: readonly NginxLine[]
}

/** An application at its mount. */
export interface NginxApplication {
  readonly name: string
  /** `/app`, which leads to `/app/`; undefined of one at `/`. */
  readonly bare: string | undefined
  /** `/app/`, as a client has to write it. */
  readonly bareTarget: string
  /** The mount first, then what stays open below it. */
  readonly locations: readonly NginxLocation[]
}

/** Requests that go to an application. */
export interface NginxLocation {
  /** `/`, `/app/` */
  readonly path: string
  /** Behind `uwsgi_pass`. */
  readonly pass: string
  /** Connections stay open for as long as both sides want. */
  readonly isLongLived: boolean
  readonly limits: NginxLimits
  /** Zone of the cache. */
  readonly cache: string | undefined
  /** Undefined where the server block has them. */
  readonly parameters: NginxParameters | undefined
  readonly tuning: NginxTuning | undefined
  readonly directives: readonly NginxLine[]
}

/** Zones, with what one client may do in them. */
export interface NginxLimits {
  /** `zone=shop_rate burst=20 nodelay` */
  readonly rate: string | undefined
  /** `shop_connections 20` */
  readonly connections: string | undefined
}
