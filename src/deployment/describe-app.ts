import {extname} from 'node:path/posix'
import type {ApplicationDescription} from './description.js'

/** Endings of files that are loaded; a module of Python may end like some of them, so a callable tells. */
const FILES = ['.py', '.psgi', '.pl', '.ru', '.lua', '.js', '.mjs', '.cjs']

/**
 * What to load, as it is typed: `shop.wsgi:application`, `app.py`, `app.py:create_app()`, `app.psgi`, `config.ru`,
 * `public/index.php`, `cgi-bin/`.
 */
export function describeApp(text: string): ApplicationDescription {
  const [path = '', callable] = text.split(/:(?=[^/]*$)/, 2)
  const ending = extname(path).toLowerCase()
  if (ending === '.php') return phpApp(path)
  if (path.endsWith('/')) return {scripts: path.replace(/\/+$/, '')}
  if (ending === '.ini') return {paste: path}
  const isFile = path.includes('/') || (ending === '.wsgi' && callable === undefined) || FILES.includes(ending)
  if (!isFile) return {module: text}
  const language = ending === '.wsgi' ? {language: 'python' as const} : {}
  return {...language, file: path, ...(callable === undefined ? {} : {callable})}
}

function phpApp(path: string): ApplicationDescription {
  const at = path.lastIndexOf('/')
  return {'document-root': at > 0 ? path.slice(0, at) : '.', 'front-controller': path}
}
