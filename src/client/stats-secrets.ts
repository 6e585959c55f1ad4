/** Variables that say where a request goes and nothing of who sends it. */
const HARMLESS =
  /^(REQUEST_METHOD|PATH_INFO|SCRIPT_NAME|SCRIPT_FILENAME|DOCUMENT_ROOT|CONTENT_(LENGTH|TYPE)|SERVER_\w+|REMOTE_(ADDR|PORT)|REQUEST_SCHEME|HTTPS|UWSGI_\w+|HTTP_(HOST|USER_AGENT|ACCEPT|ACCEPT_ENCODING|ACCEPT_LANGUAGE|CONNECTION))$/
const HIDDEN = '[hidden]'

/** A `NAME=value` of a request without what may be a secret: cookies, credentials, headers of one's own, query values. */
export function withoutSecrets(variable: string): string {
  const split = variable.indexOf('=')
  if (split === -1) return variable === '' ? '' : HIDDEN
  const name = variable.slice(0, split)
  if (HARMLESS.test(name)) return variable
  if (name === 'REQUEST_URI') return `${name}=${withoutQuery(variable.slice(split + 1))}`
  return `${name}=${variable.length === split + 1 ? '' : HIDDEN}`
}

function withoutQuery(uri: string): string {
  const query = uri.indexOf('?')
  return query === -1 ? uri : `${uri.slice(0, query)}?${HIDDEN}`
}
