import type {Application, Deployment} from './deployment.js'

/** The key of an application: `application.mount`, `applications.blog.mount`. */
export function applicationKey({applications}: Deployment, {name}: Application, key: string): string {
  return applications.length === 1 ? `application.${key}` : `applications.${name}.${key}`
}

/** The key of an instance of uWSGI; that for all applications when there is one. */
export function uwsgiKey(deployment: Deployment, application: Application, key: string): string {
  return deployment.applications.length === 1 ? `uwsgi.${key}` : applicationKey(deployment, application, `uwsgi.${key}`)
}
