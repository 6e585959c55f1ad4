import type {Tls, Web} from './deployment.js'
import type {TlsDescription} from './description.js'
import type {Draft} from './draft.js'
import {TLS} from './fields.js'
import {redirected} from './resolve-paths.js'
import {uniqueListens} from './resolve-web.js'
import type {Section} from './section.js'

/** Two years, as Mozilla's guideline has it. */
const HSTS = 63_072_000
/** `certbot certonly --webroot -w` this. */
const ACME_FOLDER = '/var/www/letsencrypt'

export function resolveTls({web, paths}: Draft, names: readonly string[]): Tls | undefined {
  if (!web.has('tls') || web.raw('tls') === false) return undefined
  const tls = web.section<TlsDescription>('tls')
  const isGiven = tls.has('certificate') || tls.has('key')
  const pair = isGiven ? givenPair(tls) : letsEncryptPair(tls, names)
  const acme =
    tls.raw('acme') === false ? undefined : (tls.get('acme', TLS.acme) ?? (isGiven ? undefined : ACME_FOLDER))
  const redirect = tls.get('redirect', TLS.redirect) ?? true
  return {
    profile: tls.get('profile', TLS.profile) ?? 'intermediate',
    listen: uniqueListens(tls.list('listen', TLS.listen) ?? [{port: 443}]),
    ...pair,
    ...(acme === undefined ? {} : {acme: redirected(acme, paths.root)}),
    http2: tls.get('http2', TLS.http2) ?? true,
    http3: tls.get('http3', TLS.http3) ?? false,
    redirect,
    // A site that is to stay reachable by plain HTTP must not tell browsers to forget it.
    hsts: tls.get('hsts', TLS.hsts) ?? (redirect ? HSTS : 0),
    isPending: tls.get('pending', TLS.pending) ?? false,
  }
}

function givenPair(tls: Section<TlsDescription>): Pick<Tls, 'certificate' | 'key'> {
  const [certificate, key] = [tls.get('certificate', TLS.certificate), tls.get('key', TLS.key)]
  if (!tls.has('certificate')) tls.refuse('certificate', 'there is a key, and no certificate')
  if (!tls.has('key')) tls.refuse('key', 'there is a certificate, and no key')
  return {certificate: certificate ?? '', key: key ?? ''}
}

/** Where certbot and its kin put them: by the first name. */
function letsEncryptPair(tls: Section<TlsDescription>, names: Web['names']): Pick<Tls, 'certificate' | 'key'> {
  const name = names[0]?.replace(/^\*\./, '')
  if (name === undefined) {
    tls.refuse('certificate', "it is missing, and without web.names there is no path of Let's Encrypt to guess")
  }
  const folder = `/etc/letsencrypt/live/${name}`
  return {certificate: `${folder}/fullchain.pem`, key: `${folder}/privkey.pem`}
}
