import type z from 'zod'
import type {
  ApplicationDescription,
  CheaperDescription,
  DeploymentDescription,
  LoggingDescription,
  PathsDescription,
  ServiceDescription,
  StaticDescription,
  UwsgiDescription,
} from './description.js'
import {APPLICATION, CHEAPER, LOGGING, PATHS, SERVICE, STATIC, UWSGI, WHOLE} from './fields.js'
import {deploymentName, fileEnding, optionName, variableName, variableValue} from './grammar/names.js'
import {anyPath, cgiHelper, folderUrl} from './grammar/paths.js'
import {flag} from './grammar/refusal.js'
import {lintSeverity, ruleId} from './grammar/rules.js'
import {either, keysOf, leaf, listOf, mapOf, only, part, repeatable, strict} from './schema-kit.js'
import {web} from './schema-web.js'

const logging = part<LoggingDescription>(
  {
    to: leaf(LOGGING.to, '`stdout`, `journal`, or the absolute path of a file'),
    requests: leaf(LOGGING.requests, 'which requests are logged; the web server has its own log'),
    format: leaf(LOGGING.format, 'of each line'),
    slow: leaf(LOGGING.slow, 'a request that takes longer is logged as slow; 0: never'),
  },
  'what uWSGI writes down, and where',
)

const cheaper = either(
  [
    leaf(UWSGI.cheaper, 'processes that are kept when there is nothing to do'),
    only(false),
    strict(
      {
        minimum: leaf(UWSGI.cheaper, 'processes that are kept when there is nothing to do'),
        initial: leaf(UWSGI.cheaper, 'processes at the start').optional(),
        algorithm: leaf(
          CHEAPER.algorithm,
          'what says that more are needed: waiting requests, or how busy they are',
        ).optional(),
      } satisfies Record<keyof CheaperDescription, z.ZodType>,
      'how many processes there are when',
    ),
  ],
  'processes that are kept when there is nothing to do; `false`: all of them, always',
)

export const uwsgi = part<UwsgiDescription>(
  {
    socket: leaf(UWSGI.socket, 'where it listens: an absolute path, `@name`, or `host:port`'),
    protocol: leaf(UWSGI.protocol, 'what is spoken on the socket'),
    'socket-mode': leaf(UWSGI['socket-mode'], 'permissions of a unix socket'),
    listen: leaf(UWSGI.listen, 'connections that may wait for a worker; at most net.core.somaxconn'),
    processes: leaf(UWSGI.processes, 'workers'),
    threads: leaf(UWSGI.threads, 'in each process'),
    loop: either([leaf(UWSGI.loop, 'the loop'), only(false)], 'an async loop instead of threads'),
    cores: leaf(UWSGI.cores, 'requests at a time in one process of a loop'),
    cheaper,
    user: leaf(UWSGI.user, 'that the application runs as'),
    group: leaf(UWSGI.group, 'of the socket; the web server has to be in it'),
    harakiri: leaf(UWSGI.harakiri, 'how long one request may take; 0: for ever'),
    mercy: leaf(UWSGI.mercy, 'how long stop and reload wait for requests to end'),
    'max-requests': leaf(UWSGI['max-requests'], 'a worker is replaced after so many; 0: never'),
    'max-worker-lifetime': leaf(UWSGI['max-worker-lifetime'], 'a worker is replaced after that time; 0: never'),
    'reload-on-rss': leaf(UWSGI['reload-on-rss'], 'a worker is replaced when it takes more memory; 0: never'),
    'buffer-size': leaf(UWSGI['buffer-size'], 'of the variables of a request, headers included; at most 65535'),
    'post-buffering': leaf(UWSGI['post-buffering'], 'of a body kept in memory before it goes to a file; 0: unbuffered'),
    'max-body': leaf(UWSGI['max-body'], 'of a body; 0: no limit'),
    stats: either([leaf(UWSGI.stats, 'where'), leaf(flag, 'at all')], 'where statistics are told; `false`: nowhere'),
    logging,
    'auto-reload': leaf(UWSGI['auto-reload'], 'restart workers when the code changes'),
    'lazy-apps': leaf(UWSGI['lazy-apps'], 'load the application in each worker instead of once'),
    build: leaf(UWSGI.build, 'of uWSGI: `modular` as Debian has it, `embedded` as pip has it, `portable` for both'),
    options: mapOf(optionName, repeatable(), 'further options of uWSGI'),
  },
  'the instance of uWSGI',
)

const statics = either(
  [
    leaf(anyPath, 'the folder'),
    strict(
      {
        folder: leaf(anyPath, 'the folder'),
        'max-age': leaf(STATIC['max-age'], 'how long browsers keep them').optional(),
        immutable: leaf(flag, 'their names change with their content').optional(),
      } satisfies Record<keyof StaticDescription, z.ZodType>,
      'the folder, and what browsers are told',
    ),
  ],
  'the folder',
)

export const application = part<ApplicationDescription>(
  {
    root: leaf(APPLICATION.root, 'its folder; relative to the folder of this file, which is the default'),
    language: leaf(APPLICATION.language, 'guessed from the other keys; `external`: something else runs it'),
    framework: leaf(APPLICATION.framework, 'for the comments'),
    module: leaf(APPLICATION.module, 'Python: `shop.wsgi:application`'),
    file: leaf(APPLICATION.file, 'Python, Perl, Ruby, Lua, JavaScript: the file to load'),
    callable: leaf(APPLICATION.callable, 'Python: the name in it; may be a call without arguments'),
    paste: leaf(APPLICATION.paste, 'Python: a PasteDeploy file'),
    virtualenv: leaf(APPLICATION.virtualenv, 'Python: its virtual environment'),
    'python-path': listOf(APPLICATION['python-path'], 'Python: folders added to the search path'),
    'fork-hooks': leaf(APPLICATION['fork-hooks'], 'Python: it has modules that want to know of forks'),
    'local-lib': leaf(APPLICATION['local-lib'], 'Perl: the folder of its modules'),
    'gem-path': leaf(APPLICATION['gem-path'], 'Ruby: the folder of its gems'),
    'document-root': leaf(APPLICATION['document-root'], 'PHP: the folder of its pages'),
    'front-controller': leaf(APPLICATION['front-controller'], 'PHP: answers what is no file'),
    scripts: leaf(APPLICATION.scripts, 'CGI: the folder of the scripts'),
    helpers: mapOf(fileEnding, leaf(cgiHelper, 'its name or path'), 'CGI: the program for an ending, `.pl: perl`'),
    mount: leaf(APPLICATION.mount, 'the URL below which it is reached'),
    hosts: listOf(APPLICATION.hosts, 'host names for it alone; without any it answers on every name'),
    statics: mapOf(folderUrl, statics, 'folders that the web server serves itself, by URL'),
    environment: mapOf(variableName, leaf(variableValue, 'its value'), 'variables of the application; no secrets'),
    'environment-files': listOf(
      APPLICATION['environment-files'],
      'files of `KEY=value` lines, read by the service manager',
    ),
    'uses-network': leaf(APPLICATION['uses-network'], 'whether it talks to other machines'),
    uwsgi,
  },
  'what is deployed',
)

const service = part<ServiceDescription>(
  {
    manager: leaf(SERVICE.manager, 'what starts uWSGI'),
    kind: leaf(SERVICE.kind, 'a service, one started by its socket, a template for many, or the emperor'),
    hardening: leaf(SERVICE.hardening, 'how much is out of its reach; `strict` cuts off other machines'),
    uwsgi: leaf(SERVICE.uwsgi, 'path of uWSGI'),
    tsgi: leaf(SERVICE.tsgi, 'path of tsgi, which serves JavaScript'),
    'stop-timeout': leaf(SERVICE['stop-timeout'], 'then it is killed'),
    'start-timeout': leaf(SERVICE['start-timeout'], 'then it has failed'),
    'max-open-files': leaf(SERVICE['max-open-files'], 'of all processes'),
    'memory-max': leaf(SERVICE['memory-max'], 'of all processes; 0: no limit'),
  },
  'what starts uWSGI, and keeps it running',
)

const paths = part<PathsDescription>(
  {
    root: leaf(PATHS.root, 'everything that is created lies below: a test, an image'),
    config: leaf(PATHS.config, 'of the configuration of uWSGI'),
    runtime: leaf(PATHS.runtime, 'of sockets'),
    logs: leaf(PATHS.logs, 'of log files'),
    state: leaf(PATHS.state, 'of what the application keeps'),
    sites: leaf(PATHS.sites, 'of the site files of the web server'),
    units: leaf(PATHS.units, 'of the units of systemd'),
  },
  'folders of the machine that it is deployed to',
)

/** The schema of `tsgi.yaml`. */
export const deployment = part<DeploymentDescription>(
  {
    version: only(1).meta({description: 'of the format of this file'}),
    name: leaf(WHOLE.name, 'of files, sockets and units'),
    preset: leaf(WHOLE.preset, 'what the defaults are for'),
    application,
    applications: mapOf(deploymentName, application, 'several applications of one site, by their names'),
    uwsgi,
    web,
    service,
    paths,
    lint: mapOf(
      ruleId,
      leaf(lintSeverity, 'how bad its findings are; `off`: none'),
      'severities for `tsgi lint`, by the id of a rule or how it begins: `UW409: off`',
    ),
  },
  'A deployment, from which tsgi renders the configuration of uWSGI, the web server and the service manager.',
)

/** Every key that is known by name: `web.tls.profile`. */
export const knownKeys: readonly string[] = keysOf(deployment)
