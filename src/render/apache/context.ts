/** What `templates/apache/site.conf.hbs` is rendered with. Every text stands in the file as it is here, quotes included. */
export interface ApacheSite {
  /** Of the deployment. */
  readonly name: string
  /** Without `mod_`, in the order of a2enmod. */
  readonly modules: readonly string[]
  /** `8080`, `127.0.0.1:8443`: those that the server's own configuration does not open. */
  readonly listens: readonly string[]
  /** Bytes of one line of a request's head. */
  readonly lineBytes: number
  /** Bytes of all of them, which uWSGI takes. */
  readonly bufferBytes: number
  readonly hosts: readonly ApacheHost[]
}

/** A virtual host: it serves, or it leads elsewhere. */
export interface ApacheHost {
  /** `*:80 127.0.0.1:8080` */
  readonly addresses: string
  readonly serverName: string | undefined
  readonly aliases: readonly string[]
  readonly tls: ApacheTls | undefined
  readonly log: ApacheLog
  /** A pattern of the host names that are answered; undefined: all. */
  readonly hostPattern: string | undefined
  readonly acme: ApacheFolder | undefined
  readonly redirect: ApacheRedirect | undefined
  readonly served: ApacheServed | undefined
}

export interface ApacheTls {
  readonly certificate: string
  readonly key: string
  readonly isModern: boolean
  readonly ciphers: string
  readonly curves: string
  /** `h2 http/1.1` */
  readonly protocols: string
}

export interface ApacheLog {
  readonly error: string | undefined
  readonly access: string | undefined
  /** In quotes, or the name of a format that every Apache has. */
  readonly format: string
  readonly isJson: boolean
}

/** A folder under a URL, both quoted and with a slash at the end; `directory` without. */
export interface ApacheFolder {
  readonly url: string
  readonly folder: string
  readonly directory: string
}

export interface ApacheRedirect {
  /** A pattern of the paths that are not redirected: `^/(?!\.well-known/…)`. */
  readonly paths: string
  readonly status: number
  /** The arguments of `Redirect` behind the status. */
  readonly to: string
  readonly why: string
}

/** What `templates/apache/served.conf.hbs` is rendered with: all that a virtual host needs to serve the applications. */
export interface ApacheServed {
  /** A file, as mod_rewrite reads it: without quotes. */
  readonly maintenance: string | undefined
  readonly acme: ApacheFolder | undefined
  /** Bytes; 0: no limit. */
  readonly maxBody: number
  /** Of clients that a client may not send. */
  readonly dropped: readonly string[]
  /** An expression or word: `"https"`. */
  readonly scheme: string
  readonly https: string
  readonly proxies: readonly string[]
  /** True for a request that comes from a trusted proxy over TLS. */
  readonly proxyTest: string | undefined
  readonly headers: readonly {readonly name: string; readonly value: string}[]
  /** `"max-age=63072000"`. */
  readonly hsts: string | undefined
  readonly gzip: boolean
  readonly cache: ApacheCache | undefined
  readonly sendfile: readonly string[]
  readonly statics: readonly ApacheStatic[]
  readonly balancers: readonly ApacheBalancer[]
  readonly mounts: readonly ApacheMount[]
  /** Of the user's own. */
  readonly directives: readonly {readonly name: string; readonly value: string}[]
  /** A pattern of the paths that belong to nobody; undefined when an application has the root. */
  readonly unmounted: string | undefined
}

export interface ApacheStatic extends ApacheFolder {
  /** A pattern of the paths of hidden files. */
  readonly hidden: string
  readonly cacheControl: string | undefined
}

export interface ApacheBalancer {
  readonly name: string
  readonly method: string
  readonly members: readonly {readonly worker: string; readonly parameters: string}[]
}

export interface ApacheMount {
  readonly application: string
  readonly path: string
  readonly worker: string
  /** `connectiontimeout=5 timeout=65 retry=0`; empty behind a balancer. */
  readonly parameters: string
}

export interface ApacheCache {
  readonly root: string
  readonly seconds: number
  readonly megabytes: number
  readonly paths: readonly string[]
}
