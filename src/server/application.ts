import {usageError} from '../errors.js'
import {type DirectAnswer, type DirectListener, directHandler} from './direct-handler.js'
import {type FetchListener, fetchHandler} from './fetch-handler.js'
import {type NodeListener, nodeHandler} from './node-handler.js'
import type {Handler} from './transaction.js'

/** How an application wants to be called. */
export type ApplicationKind = 'fetch' | 'node' | 'uwsgi'

/**
 * What can be served: a fetch-style handler, a Node listener, an Express application, an object with a `fetch` method, or one
 * with a `uwsgi` method, which gets the request as the front described it.
 */
export type Application = FetchListener | NodeListener | {fetch: FetchListener} | {uwsgi: DirectListener}

/**
 * Tells the kinds apart:
 *
 * - an object with a `uwsgi` method is `uwsgi`
 * - an object or function with a `fetch` method (Hono, Bun, Deno, Workers) is `fetch`
 * - a function with a `handle` method (Express, Connect) is `node`
 * - another function is `node` when it declares two parameters or more, else `fetch`
 *
 * @returns `undefined` for what is no application.
 */
export function kindOf(application: unknown): ApplicationKind | undefined {
  if (hasMethod(application, 'uwsgi')) return 'uwsgi'
  if (hasMethod(application, 'fetch')) return 'fetch'
  if (typeof application !== 'function') return undefined
  return hasMethod(application, 'handle') || application.length >= 2 ? 'node' : 'fetch'
}

/**
 * The application as the server calls it.
 *
 * @throws TsgiError `TSGI_NO_APPLICATION`, usage, for what is none.
 */
export function handlerOf(application: unknown, kind = kindOf(application)): Handler {
  if (kind === 'uwsgi' && hasMethod(application, 'uwsgi')) {
    return directHandler((request, context) => application['uwsgi'](request, context) as DirectAnswer)
  }
  if (kind === 'fetch' && hasMethod(application, 'fetch')) {
    return fetchHandler((request, context) => application['fetch'](request, context) as Response)
  }
  if (kind !== undefined && kind !== 'uwsgi' && typeof application === 'function') {
    return kind === 'fetch' ? fetchHandler(application as FetchListener) : nodeHandler(application as NodeListener)
  }
  throw usageError(
    'TSGI_NO_APPLICATION',
    `${application === null ? 'null' : `a value of type ${typeof application}`} is no application`,
    'a function (request) => Response, a Node listener (req, res) => …, an Express application, or an object with a fetch method',
  )
}

function hasMethod<Name extends string>(
  value: unknown,
  name: Name,
): value is Record<Name, (...args: unknown[]) => unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false
  return typeof (value as Record<string, unknown>)[name] === 'function'
}
