import type {Deployment} from '../deployment/deployment.js'

/** How a client of this machine reaches the web server. */
export interface Way {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  readonly name: string
  /** `:8080`; empty for the usual port. */
  readonly suffix: string
}

/** By TLS where there is some; undefined without a web server. */
export function pathOf({web}: Deployment, name: string): Way | undefined {
  if (web.server === 'none') return undefined
  const isTls = web.tls !== undefined && !web.tls.isPending
  const [listen] = isTls ? web.tls!.listen : web.listen
  if (!listen) return undefined
  const {host = '127.0.0.1', port} = listen
  const isUsual = port === (isTls ? 443 : 80)
  return {host: isAny(host) ? '127.0.0.1' : host, port, isTls, name, suffix: isUsual ? '' : `:${port}`}
}

const isAny = (host: string) => host === '0.0.0.0' || host === '::' || host === '*'
