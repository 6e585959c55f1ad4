import {resolve} from 'node:path'
import {formatAddress} from '../address.js'
import {describeApp} from '../deployment/describe-app.js'
import type {ApplicationDescription, DeploymentDescription, TlsDescription} from '../deployment/description.js'
import {usageError} from '../errors.js'
import type {InitFlags} from './init-flags.js'

/** What the flags of `tsgi init` say. */
export function describeInitFlags(flags: InitFlags): DeploymentDescription {
  const application = applicationOf(flags)
  const uwsgi = {
    ...(flags.socket ? {socket: formatAddress(flags.socket)} : {}),
    ...(flags.processes === undefined ? {} : {processes: flags.processes}),
  }
  const service = {
    ...(flags.service ? {manager: flags.service} : {}),
    ...(flags.hardening ? {hardening: flags.hardening} : {}),
  }
  return {
    ...(flags.name === undefined ? {} : {name: flags.name}),
    ...(flags.preset ? {preset: flags.preset} : {}),
    ...(isEmpty(application) ? {} : {application}),
    ...(isEmpty(uwsgi) ? {} : {uwsgi}),
    ...webOf(flags),
    ...(isEmpty(service) ? {} : {service}),
    ...(flags.root === undefined ? {} : {paths: {root: resolve(flags.root)}}),
  }
}

function applicationOf({app, mount, ...flags}: InitFlags): ApplicationDescription {
  const statics = Object.fromEntries((flags.static ?? []).map(staticOf))
  return {
    ...(app === undefined ? {} : describeApp(app)),
    ...(mount === undefined ? {} : {mount}),
    ...(isEmpty(statics) ? {} : {statics}),
  }
}

/** `/static=assets`, `static/=./assets`. */
function staticOf(text: string): [url: string, folder: string] {
  const [, url, folder] = /^([^=]+)=(.+)$/s.exec(text) ?? []
  if (url === undefined || folder === undefined) {
    throw usageError('TSGI_BAD_VALUE', `--static ${JSON.stringify(text)} is not URL=DIR`, '--static /static=assets')
  }
  return [`/${url.replace(/^\/+|\/+$/g, '')}/`, folder]
}

function webOf(flags: InitFlags): Pick<DeploymentDescription, 'web'> {
  const names = flags['server-name'] ?? []
  const tls = tlsOf(flags)
  const web = {
    ...(flags.web ? {server: flags.web} : {}),
    ...(names.length > 0 ? {names} : {}),
    ...(tls === undefined ? {} : {tls}),
  }
  return isEmpty(web) ? {} : {web}
}

function tlsOf({tls, certificate, key}: InitFlags): boolean | TlsDescription | undefined {
  if (certificate === undefined || key === undefined) return tls
  return {certificate: resolve(certificate), key: resolve(key)}
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0
}
