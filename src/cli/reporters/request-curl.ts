import {headerOf} from '../../client/presets/preset.js'
import type {BuiltRequest} from '../../client/request-build.js'
import {shellWord} from '../shell-word.js'

/** The curl command that sends the same request by HTTP, to the web server in front. `data` is what `-d` was given. */
export function curlCommand(built: BuiltRequest, data: string | undefined): string {
  const host = headerOf(built.headers, 'host')!
  const words = ['curl', ...methodWords(built)]
  for (const [name, value] of built.headers) {
    if (!['host', 'content-length'].includes(name.toLowerCase())) words.push('-H', quoted(`${name}: ${value}`))
  }
  if (data !== undefined)
    words.push('--data-binary', quoted(Buffer.from(data === '-' ? '@-' : data).toString('latin1')))
  if (/\/\/|\/\.{1,2}(\/|$|\?)/.test(built.uri)) words.push('--path-as-is')
  if (/[[\]{}]/.test(built.uri)) words.push('--globoff')
  words.push(quoted(`${built.https ? 'https' : 'http'}://${host}${built.uri}`))
  return words.join(' ')
}

function methodWords({method, body}: BuiltRequest): string[] {
  if (method === 'HEAD' && !body) return ['--head']
  return method === (body ? 'POST' : 'GET') ? [] : ['-X', quoted(method)]
}

/** One word for a POSIX shell. */
function quoted(bytes: string): string {
  return shellWord(Buffer.from(bytes, 'latin1').toString('utf8'))
}
