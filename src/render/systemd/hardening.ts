import type {Application, Deployment} from '../../deployment/deployment.js'
import type {SystemdHardening} from '../systemd.js'
import type {Unit} from './service.js'

/** What is taken away from the processes; `undefined` for `none`. Each exception says in the unit what it is for. */
export function hardeningOf(
  {kind, applications}: Unit,
  {service}: Deployment,
  writable: readonly string[],
): SystemdHardening | undefined {
  if (service.hardening === 'none') return undefined
  const code = applications.flatMap((application) => [application.root, ...pathsOf(application)])
  const sockets = applications.flatMap(({uwsgi, runtime}) => [uwsgi.socket, uwsgi.stats ?? {path: runtime}])
  const places = sockets.map((socket) => ('path' in socket ? socket.path : ''))
  return {
    isStrict: service.hardening === 'strict',
    lowPort: sockets.some((socket) => 'port' in socket && socket.port < 1024),
    inHome: [...code, service.uwsgi, service.tsgi].some((path) => isBelow(path, ['/home', '/root', '/run/user'])),
    inTmp: [...places, ...code].some((path) => isBelow(path, ['/tmp', '/var/tmp'])),
    compiles: kind === 'javascript' ? 'Node.js' : '',
    writable,
  }
}

const isBelow = (path: string, folders: readonly string[]) => folders.some((folder) => path.startsWith(`${folder}/`))

/** Where an application's code lies, besides its root. */
function pathsOf({entry, statics}: Application): readonly string[] {
  const folders = statics.map(({folder}) => folder)
  switch (entry.language) {
    case 'python':
      return [
        ...folders,
        ...entry.pythonPath,
        entry.virtualenv ?? '',
        entry.load.kind === 'module' ? '' : entry.load.file,
      ]
    case 'perl':
      return [...folders, entry.file, entry.localLib ?? '']
    case 'ruby':
      return [...folders, entry.file, entry.gemPath ?? '']
    case 'php':
      return [...folders, entry.documentRoot, entry.frontController ?? '']
    case 'cgi':
      return [...folders, entry.folder]
    case 'external':
      return folders
    default:
      return [...folders, entry.file]
  }
}
