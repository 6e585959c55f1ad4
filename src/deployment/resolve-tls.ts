import type {Tls, Web} from './deployment.js'
import type {TlsDescription} from './description.js'
import type {Draft} from './draft.js'
import {listenAddress} from './grammar/hosts.js'
import {absolutePath} from './grammar/paths.js'
import {seconds} from './grammar/quantities.js'
import {flag, oneOf} from './grammar/refusal.js'
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
    tls.raw('acme') === false ? undefined : (tls.get('acme', absolutePath) ?? (isGiven ? undefined : ACME_FOLDER))
  const redirect = tls.get('redirect', flag) ?? true
  return {
    profile: tls.get('profile', oneOf(['intermediate', 'modern'])) ?? 'intermediate',
    listen: uniqueListens(tls.list('listen', listenAddress) ?? [{port: 443}]),
    ...pair,
    ...(acme === undefined ? {} : {acme: redirected(acme, paths.root)}),
    http2: tls.get('http2', flag) ?? true,
    http3: tls.get('http3', flag) ?? false,
    redirect,
    // A site that is to stay reachable by plain HTTP must not tell browsers to forget it.
    hsts: tls.get('hsts', seconds(0)) ?? (redirect ? HSTS : 0),
    isPending: tls.get('pending', flag) ?? false,
  }
}

function givenPair(tls: Section<TlsDescription>): Pick<Tls, 'certificate' | 'key'> {
  const [certificate, key] = [tls.get('certificate', absolutePath), tls.get('key', absolutePath)]
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
