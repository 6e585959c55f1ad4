import {formatAddress} from '../address.js'
import type {Application, Deployment, Entry, Service, StaticFolder, Uwsgi} from './deployment.js'
import {describeWeb} from './describe-web.js'
import type {
  ApplicationDescription,
  DeploymentDescription,
  OptionsDescription,
  ServiceDescription,
  StaticDescription,
  UwsgiDescription,
} from './description.js'
import {sizeText, timeText} from './grammar/quantities.js'

/** The description that leaves nothing open: what `resolveDeployment` makes of it is this deployment again. */
export function describeDeployment({
  name,
  preset,
  applications,
  web,
  service,
  paths,
}: Deployment): DeploymentDescription {
  const [first] = applications
  const isOnly = applications.length === 1 && first?.name === name
  const {root, ...folders} = paths
  return {
    ...{version: 1, name, preset},
    ...(isOnly
      ? {application: describeApplication(first), uwsgi: describeUwsgiInstance(first.uwsgi)}
      : {applications: Object.fromEntries(applications.map(describeOneOfSeveral))}),
    web: describeWeb(web),
    service: describeService(service),
    paths: {...(root === '' ? {} : {root}), ...folders},
  }
}

function describeOneOfSeveral(application: Application): [string, ApplicationDescription] {
  return [application.name, {...describeApplication(application), uwsgi: describeUwsgiInstance(application.uwsgi)}]
}

function describeApplication(application: Application): ApplicationDescription {
  const {root, entry, framework, mount, hosts, statics, environment, environmentFiles, usesNetwork} = application
  return {
    ...{root, ...describeEntry(entry)},
    ...(framework === undefined ? {} : {framework}),
    ...{mount, hosts, statics: Object.fromEntries(statics.map((folder) => [folder.url, describeStatic(folder)]))},
    ...{environment, 'environment-files': environmentFiles, 'uses-network': usesNetwork},
  }
}

function describeEntry(entry: Entry): ApplicationDescription {
  const {language} = entry
  switch (language) {
    case 'python': {
      const {load, virtualenv, pythonPath, needsForkHooks} = entry
      const loaded = {
        module: () => (load.kind === 'module' ? {module: `${load.module}:${load.callable}`} : {}),
        file: () => (load.kind === 'file' ? {file: load.file, callable: load.callable} : {}),
        paste: () => (load.kind === 'paste' ? {paste: load.file} : {}),
      }[load.kind]()
      const home = virtualenv === undefined ? {} : {virtualenv}
      return {language, ...loaded, ...home, 'python-path': pythonPath, 'fork-hooks': needsForkHooks}
    }
    case 'perl':
      return {language, file: entry.file, ...(entry.localLib === undefined ? {} : {'local-lib': entry.localLib})}
    case 'ruby':
      return {language, file: entry.file, ...(entry.gemPath === undefined ? {} : {'gem-path': entry.gemPath})}
    case 'php': {
      const front = entry.frontController === undefined ? {} : {'front-controller': entry.frontController}
      return {language, 'document-root': entry.documentRoot, ...front}
    }
    case 'cgi':
      return {language, scripts: entry.folder, helpers: entry.helpers}
    case 'external':
      return {language}
    default:
      return {language, file: entry.file}
  }
}

function describeStatic({folder, maxAge, isImmutable}: StaticFolder): string | StaticDescription {
  if (maxAge === undefined && !isImmutable) return folder
  return {folder, ...(maxAge === undefined ? {} : {'max-age': timeText(maxAge)}), immutable: isImmutable}
}

function describeUwsgiInstance(uwsgi: Uwsgi): UwsgiDescription {
  const {loop, cheaper, user, group, stats, logging} = uwsgi
  return {
    ...{socket: formatAddress(uwsgi.socket), protocol: uwsgi.protocol, 'socket-mode': uwsgi.socketMode},
    ...{listen: uwsgi.listen, processes: uwsgi.processes, threads: uwsgi.threads},
    ...(loop ? {loop: loop.engine, cores: loop.cores} : {loop: false}),
    cheaper: cheaper ?? false,
    ...(user === undefined ? {} : {user}),
    ...(group === undefined ? {} : {group}),
    ...{harakiri: timeText(uwsgi.harakiri), mercy: timeText(uwsgi.mercy), 'max-requests': uwsgi.maxRequests},
    'max-worker-lifetime': timeText(uwsgi.maxWorkerLifetime),
    'reload-on-rss': sizeText(uwsgi.reloadOnRss * 1024 ** 2),
    ...{'buffer-size': sizeText(uwsgi.bufferSize), 'post-buffering': sizeText(uwsgi.postBuffering)},
    'max-body': sizeText(uwsgi.maxBody),
    stats: stats ? formatAddress(stats) : false,
    logging: {
      to: typeof logging.to === 'string' ? logging.to : logging.to.file,
      ...{requests: logging.requests, format: logging.format, slow: `${logging.slow}ms`},
    },
    ...{'auto-reload': uwsgi.autoReload, 'lazy-apps': uwsgi.lazyApps, build: uwsgi.build},
    options: describePairs(uwsgi.options),
  }
}

/** A name that comes more than once gets a list. */
export function describePairs(pairs: readonly (readonly [name: string, value: string])[]): OptionsDescription {
  const lists = new Map<string, readonly string[]>()
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value])
  return Object.fromEntries([...lists].map(([name, list]) => [name, list.length === 1 ? list[0]! : list]))
}

function describeService(service: Service): ServiceDescription {
  return {
    ...{manager: service.manager, kind: service.kind, hardening: service.hardening},
    ...{uwsgi: service.uwsgi, tsgi: service.tsgi},
    ...{'stop-timeout': timeText(service.stopTimeout), 'start-timeout': timeText(service.startTimeout)},
    ...{'max-open-files': service.maxOpenFiles, 'memory-max': sizeText(service.memoryMax * 1024 ** 2)},
  }
}
