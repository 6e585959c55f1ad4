/** What `templates/lighttpd/site.conf.hbs` is rendered with. Every text stands in the file as it is here, quotes included. */
export interface LighttpdSite {
  /** Of the deployment. */
  readonly name: string
  /** With their Debian package, as far as they have one of their own. */
  readonly modules: readonly string[]
  readonly packages: readonly string[]
  /** Bytes of a request's head. */
  readonly headBytes: number
  /** `":8080"`: those that the server's own configuration does not open. */
  readonly sockets: readonly string[]
  readonly tlsSockets: readonly LighttpdTlsSocket[]
  readonly sites: readonly LighttpdHost[]
}

export interface LighttpdTlsSocket {
  readonly socket: string
  readonly certificate: string
  readonly key: string
  /** `"MinProtocol" => "TLSv1.2"` and its kin. */
  readonly commands: readonly string[]
}

/** The names of a site: they are served, or lead elsewhere. */
export interface LighttpdHost {
  /** The condition that holds for a request to these names. */
  readonly condition: string
  readonly log: LighttpdLog
  readonly acme: LighttpdFolder | undefined
  readonly redirects: readonly LighttpdRedirect[]
  readonly served: LighttpdServed | undefined
}

export interface LighttpdLog {
  readonly access: string | undefined
  readonly format: string
  readonly isJson: boolean
}

export interface LighttpdFolder {
  /** In quotes, with slashes at both ends. */
  readonly url: string
  readonly folder: string
  /** `"^/static/"` */
  readonly pattern: string
}

/** Innermost is what `%1` comes from: the name that was asked for. */
export interface LighttpdRedirect {
  readonly why: string
  readonly status: number
  /** `==` for plain HTTP alone, `=~` for any scheme. */
  readonly scheme: string
  readonly paths: string
  readonly to: string
}

/** What `templates/lighttpd/served.conf.hbs` is rendered with. */
export interface LighttpdServed {
  /** KiB; 0: no limit. */
  readonly maxBody: number
  readonly streamsRequest: boolean
  readonly streamsResponse: boolean
  readonly proxies: readonly string[]
  /** Headers that no client may send. */
  readonly dropped: readonly string[]
  /** Their variables: a header may be spelled in ways that end in the same one. */
  readonly emptied: readonly string[]
  readonly headers: readonly {readonly name: string; readonly value: string}[]
  readonly hsts: string | undefined
  readonly gzip: boolean
  readonly acme: LighttpdFolder | undefined
  readonly statics: readonly LighttpdStatic[]
  readonly balance: string | undefined
  readonly mounts: readonly LighttpdMount[]
  readonly directives: readonly {readonly name: string; readonly value: string}[]
}

export interface LighttpdStatic extends LighttpdFolder {
  readonly hidden: string
  readonly cacheControl: string | undefined
  readonly headers: LighttpdServed['headers']
}

export interface LighttpdMount {
  readonly application: string
  /** What belongs to it and to no static folder or deeper mount. */
  readonly pattern: string
  readonly servers: readonly LighttpdServer[]
}

/** One server behind a mount. */
export interface LighttpdServer {
  /** `"socket" => "/run/shop/shop.sock"` or `"host" => "…", "port" => 3031` */
  readonly where: string
  readonly connect: number
  readonly read: number
  readonly write: number
  /** Folders that X-Sendfile may name. */
  readonly sendfile: readonly string[]
}
