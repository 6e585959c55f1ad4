import {dirname} from 'node:path'
import {usageError} from '../errors.js'
import type {Described, Wanted} from './deployment-source.js'

/** As uWSGI itself would read it: includes, conditions and placeholders are followed, nothing is executed. */
export async function readUwsgi(file: string, {purpose, flags}: Wanted): Promise<Described> {
  const [{expandFile}, {canonicalOption}, {describeUwsgi}, {machineFiles}, {node}] = await Promise.all([
    import('../config/uwsgi/expand.js'),
    import('../knowledge/uwsgi-options.js'),
    import('../deployment/describe-uwsgi.js'),
    import('../host/files.js'),
    import('../host/node.js'),
  ])
  const folder = dirname(file)
  const {options, problems, isRefused} = await expandFile(file, {environment: {}, folder, files: machineFiles(node)})
  const broken = problems.find(({severity}) => severity === 'error')
  if (isRefused) throw usageError('TSGI_BAD_SOURCE', `${file}: ${broken?.message ?? 'uWSGI would not start with it'}`)
  const known = options.filter(({isKnown}) => isKnown) // the rest is decided where it runs
  const named = known.map(({name, value}) => ({name: canonicalOption(name), value}))
  const description = describeUwsgi(named, file, {isReplaced: purpose === 'uwsgi'})
  if (purpose === 'web' && (flags.uwsgi?.socket ?? description.uwsgi?.socket) === undefined) throw noSocket(file, named)
  return {description, context: {folder}}
}

/** A web server in front of a socket that nobody opens answers 502 to everybody. */
function noSocket(file: string, options: readonly {readonly name: string; readonly value: string}[]) {
  const other = options.find(({name}) => /^(https?|emperor|fastrouter)$/.test(name))
  const instead = other ? `; it has ${other.name} = ${other.value}` : ''
  return usageError(
    'TSGI_BAD_SOURCE',
    `${file} opens no socket that a web server could talk to${instead}`,
    'add socket = /run/app/uwsgi.sock to it',
    '--socket SOCKET, where it is opened elsewhere',
  )
}
