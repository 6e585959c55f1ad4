import {apacheProblems} from './apache.js'
import {applicationProblems} from './application.js'
import {asyncProblems} from './async.js'
import {clientProblems} from './clients.js'
import {configurationProblems} from './configuration.js'
import {emperorProblems} from './emperor.js'
import {exposureProblems} from './exposure.js'
import {lighttpdProblems} from './lighttpd.js'
import {nginxProblems} from './nginx.js'
import {nginxAnswerProblems} from './nginx-answers.js'
import {nginxSettingProblems} from './nginx-settings.js'
import {optionProblems} from './options.js'
import type {Problem} from './problem.js'
import {protocolProblems} from './protocol.js'
import {pythonProblems} from './python.js'
import {socketProblems} from './sockets.js'
import {startupProblems} from './startup.js'
import {stoppingProblems} from './stopping.js'
import {systemdProblems} from './systemd.js'
import {workerProblems} from './workers.js'

/** Problems that belong together: a section of docs/problems/README.md. */
export interface ProblemFamily {
  readonly name: string
  readonly title: string
  readonly problems: readonly Problem[]
}

/** Every family, in the order of the documentation. */
export const problemFamilies: readonly ProblemFamily[] = [
  {name: 'options', title: 'Options', problems: optionProblems},
  {name: 'configuration', title: 'Configuration files', problems: configurationProblems},
  {name: 'startup', title: 'Users, permissions and resources', problems: startupProblems},
  {name: 'python', title: 'Python', problems: pythonProblems},
  {name: 'application', title: 'Loading the application', problems: applicationProblems},
  {name: 'sockets', title: 'Sockets', problems: socketProblems},
  {name: 'protocol', title: 'The protocol', problems: protocolProblems},
  {name: 'workers', title: 'Workers', problems: workerProblems},
  {name: 'async', title: 'gevent and asynchronous mode', problems: asyncProblems},
  {name: 'clients', title: 'Clients, uploads and the http router', problems: clientProblems},
  {name: 'stopping', title: 'Reloading and stopping', problems: stoppingProblems},
  {name: 'systemd', title: 'systemd and log files', problems: systemdProblems},
  {name: 'emperor', title: 'The emperor, stats and tools', problems: emperorProblems},
  {name: 'exposure', title: 'Open to too many', problems: exposureProblems},
  {name: 'nginx', title: 'Nginx does not reach uWSGI', problems: nginxProblems},
  {name: 'nginx-answers', title: 'Nginx and its requests and answers', problems: nginxAnswerProblems},
  {name: 'nginx-settings', title: 'Settings of nginx', problems: nginxSettingProblems},
  {name: 'apache', title: 'Apache', problems: apacheProblems},
  {name: 'lighttpd', title: 'lighttpd', problems: lighttpdProblems},
]

/** Every known problem. */
export const problems: readonly Problem[] = problemFamilies.flatMap((family) => family.problems)

const byId = new Map(problems.map((problem) => [problem.id, problem]))

/** The problem with an id such as `U001`, in any case. */
export function problemById(id: string): Problem | undefined {
  return byId.get(id.toUpperCase())
}

/** Where the documentation of a problem lies. */
export function problemUrl(id: string): string {
  return `docs/problems/${id}.md`
}
