/** A request header, as the variable it arrives in, by which an application can be told something that is not true. */
export interface ForwardedVariable {
  /** As uWSGI and the application see it. */
  readonly variable: string
  /** As a client sends it. */
  readonly header: string
  /** Who believes it, and what it changes. */
  readonly believedBy: string
  /** What a web server can vouch for and sends instead; the others it drops. */
  readonly vouched?: 'scheme' | 'https' | 'address'
}

/** Only a proxy may say these; what a client says of them must never reach an application. */
export const FORWARDED_VARIABLES: readonly ForwardedVariable[] = [
  {
    variable: 'HTTP_X_FORWARDED_PROTO',
    header: 'X-Forwarded-Proto',
    believedBy: 'uWSGI itself (the scheme), Django, Rack, Symfony',
    vouched: 'scheme',
  },
  {
    variable: 'HTTP_X_FORWARDED_SSL',
    header: 'X-Forwarded-Ssl',
    believedBy: 'uWSGI itself (the scheme), Rack',
    vouched: 'https',
  },
  {
    variable: 'HTTP_X_FORWARDED_FOR',
    header: 'X-Forwarded-For',
    believedBy: 'every framework (the address of the client)',
    vouched: 'address',
  },
  {
    variable: 'HTTP_X_REAL_IP',
    header: 'X-Real-IP',
    believedBy: 'frameworks and their add-ons (the address of the client)',
    vouched: 'address',
  },
  {variable: 'HTTP_FORWARDED', header: 'Forwarded', believedBy: 'Rack, Symfony (RFC 7239: all of these at once)'},
  {
    variable: 'HTTP_X_FORWARDED_HOST',
    header: 'X-Forwarded-Host',
    believedBy: 'Rack, Symfony, Werkzeug, Django when asked to (links that lead elsewhere)',
  },
  {variable: 'HTTP_X_FORWARDED_PORT', header: 'X-Forwarded-Port', believedBy: 'Rack, Symfony, Werkzeug, Plack'},
  {variable: 'HTTP_X_FORWARDED_PREFIX', header: 'X-Forwarded-Prefix', believedBy: 'Werkzeug, Symfony (SCRIPT_NAME)'},
  {variable: 'HTTP_X_FORWARDED_SERVER', header: 'X-Forwarded-Server', believedBy: 'older frameworks (the host name)'},
  {variable: 'HTTP_X_FORWARDED_SCHEME', header: 'X-Forwarded-Scheme', believedBy: 'Rack (the scheme)'},
  {variable: 'HTTP_X_FORWARDED_PROTOCOL', header: 'X-Forwarded-Protocol', believedBy: 'older frameworks (the scheme)'},
  {variable: 'HTTP_X_FORWARDED_HTTPS', header: 'X-Forwarded-HTTPS', believedBy: 'Plack (the scheme)'},
  {
    variable: 'HTTP_X_FORWARDED_SCRIPT_NAME',
    header: 'X-Forwarded-Script-Name',
    believedBy: 'Plack (SCRIPT_NAME)',
  },
  {variable: 'HTTP_X_SCRIPT_NAME', header: 'X-Script-Name', believedBy: 'recipes for Flask under a prefix'},
  {variable: 'HTTP_X_SCHEME', header: 'X-Scheme', believedBy: 'recipes for Flask under a prefix (the scheme)'},
  {variable: 'HTTP_X_URL_SCHEME', header: 'X-Url-Scheme', believedBy: 'older frameworks (the scheme)'},
  {variable: 'HTTP_FRONT_END_HTTPS', header: 'Front-End-Https', believedBy: 'older frameworks (the scheme)'},
  {variable: 'HTTP_CLIENT_IP', header: 'Client-IP', believedBy: 'Rails (the address of the client)'},
  {
    variable: 'HTTP_PROXY',
    header: 'Proxy',
    believedBy: 'HTTP clients in CGI and PHP, as the proxy for what the application itself asks (httpoxy)',
  },
]
