/** What a configuration file configures. */
export type ConfigKind = (typeof CONFIG_KINDS)[number]
export const CONFIG_KINDS = [
  'uwsgi',
  'nginx',
  'apache',
  'lighttpd',
  'systemd',
  'compose',
  'kubernetes',
  'tsgi',
] as const

/** Names that say it all; the path is the whole one. */
const BY_NAME: readonly (readonly [RegExp, ConfigKind])[] = [
  [/(^|\/)tsgi\.ya?ml$/, 'tsgi'],
  [/\.(service|socket)(\.d\/[^/]+\.conf)?$/, 'systemd'],
  [/(^|\/)(docker-)?compose[^/]*\.ya?ml$/, 'compose'],
  [/(^|\/)nginx[^/]*\.conf$|\.nginx$|(^|\/)nginx\/.*\.conf$|\/nginx\/(sites|conf|modules)-/, 'nginx'],
  [/(^|\/)lighttpd[^/]*\.conf$|(^|\/)lighttpd\/.*\.conf$/, 'lighttpd'],
  [/(^|\/)(apache2?|httpd)[^/]*\.conf$|(^|\/)(apache2|httpd)\/.*\.conf$|(^|\/)\.htaccess$/, 'apache'],
]

/** What only such a file holds; the first that fits. */
const BY_CONTENT: readonly (readonly [RegExp, ConfigKind])[] = [
  [/^# configuration file \/.*:$/m, 'nginx'],
  [/^\s*<(VirtualHost|Directory|Location|IfModule|Proxy)\b|^\s*(ProxyPass|LoadModule|DocumentRoot)\s/im, 'apache'],
  [/^\s*(server\.modules|scgi\.server|scgi\.protocol|server\.document-root)\s*(\+?=|:=)/m, 'lighttpd'],
  [/^\s*\[uwsgi(:[^\]]*)?\]/m, 'uwsgi'],
  [/^\s*\[(Unit|Service|Socket|Install)\]/m, 'systemd'],
  [/^\s*(server|location\b[^\n;]*|upstream\s+\S+|http|events)\s*\{|^\s*uwsgi_(pass|param)\s/m, 'nginx'],
  [/^\s*<uwsgi\b|^uwsgi:|^\s*\{\s*"uwsgi"\s*:/m, 'uwsgi'],
  [/^apiVersion:\s/m, 'kubernetes'],
  [/^services:\s*$/m, 'compose'],
]

/** How much of a file is looked at. */
const LOOK_AT = 256 * 1024

/** What a file configures, by its name and what it holds; undefined where neither says. */
export function guessKind(file: string, text: string): ConfigKind | undefined {
  const named = BY_NAME.find(([pattern]) => pattern.test(file))?.[1]
  if (named) return named
  const start = text.slice(0, LOOK_AT)
  return BY_CONTENT.find(([pattern]) => pattern.test(start))?.[1] ?? (/\.ini$/.test(file) ? 'uwsgi' : undefined)
}
