import {existsSync, statSync} from 'node:fs'
import {resolve} from 'node:path'
import {pathToFileURL} from 'node:url'
import {TsgiError, usageError} from '../errors.js'
import {type Application, kindOf} from './application.js'
import {importModule} from './import-module.js'

const EXAMPLE = 'export default (request) => new Response("hello\\n")'

/**
 * Loads the application that a JavaScript module, ESM or CommonJS, exports as its default.
 *
 * @throws TsgiError `TSGI_APP_MISSING` or `TSGI_NO_APPLICATION`, usage; `TSGI_APP_FAILED`, environment, when the module throws
 * (what it threw is the `cause`).
 */
export async function loadApplication(file: string): Promise<Application> {
  const path = resolve(file)
  if (!existsSync(path)) {
    throw usageError('TSGI_APP_MISSING', `there is no application at ${file}`, 'give the path of a JavaScript module')
  }
  if (!statSync(path).isFile()) {
    throw usageError('TSGI_APP_MISSING', `${file} is no file`, 'give the path of a JavaScript module, not of a folder')
  }
  const exported = await load(file, path)
  const application = defaultOf(exported)
  if (kindOf(application) !== undefined) return application as Application
  const names = Object.keys(exported).filter((name) => name !== 'default' && name !== 'module.exports')
  const found = 'default' in exported ? `is ${typeOf(application)}` : 'is missing'
  const others = names.length > 0 ? ` (it exports ${names.join(', ')})` : ''
  throw usageError('TSGI_NO_APPLICATION', `the default export of ${file} ${found}, no application${others}`, EXAMPLE)
}

async function load(file: string, path: string): Promise<Record<string, unknown>> {
  try {
    return await importModule(pathToFileURL(path).href)
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error)
    throw new TsgiError(`${file} does not load: ${reason}`, {
      code: 'TSGI_APP_FAILED',
      kind: 'environment',
      suggestions: [`node ${file}`],
      cause: error,
    })
  }
}

/** A module compiled from ESM to CommonJS has its default one level down. */
function defaultOf(exported: Record<string, unknown>): unknown {
  const found = exported['default']
  if (found === null || typeof found !== 'object' || !('default' in found)) return found
  return '__esModule' in found || kindOf(found) === undefined ? found.default : found
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : value === undefined ? 'undefined' : `of type ${typeof value}`
}
