import type {Application, Deployment} from '../deployment/deployment.js'
import type {DeploymentDescription} from '../deployment/description.js'
import {mergeDescriptions} from '../deployment/merge.js'
import {testUwsgi} from '../dryrun/uwsgi-syntax.js'
import type {Verdict} from '../dryrun/verdict.js'
import {usageError} from '../errors.js'
import {node} from '../host/node.js'
import type {RenderedFile} from '../render/rendered.js'
import {renderUwsgi, type UwsgiRenderOptions} from '../render/uwsgi.js'
import {type AppFlags, describeApp} from './app-flags.js'
import {describeTuning, type TuningFlags} from './tuning-flags.js'

/** What the flags of `uwsgi-conf` say of the deployment. */
export function uwsgiDescription(flags: AppFlags & TuningFlags, cwd: string): DeploymentDescription {
  return mergeDescriptions(describeTuning(flags), describeApp(flags, cwd))
}

/** The configuration of each application that uWSGI serves, or of the one that was asked for. */
export async function uwsgiFiles(
  deployment: Deployment,
  {only, ...options}: UwsgiRenderOptions & {readonly only: string | undefined},
): Promise<readonly RenderedFile[]> {
  const wanted = applicationsOf(deployment, only)
  return Promise.all(wanted.map((application) => renderUwsgi(application, deployment, options)))
}

function applicationsOf({applications}: Deployment, only: string | undefined): readonly Application[] {
  if (only !== undefined) {
    const found = applications.filter(({name}) => name === only)
    const names = applications.map(({name}) => name)
    if (found.length === 0) {
      throw usageError(
        'TSGI_USAGE',
        `there is no application ${JSON.stringify(only)}`,
        ...names.map((name) => `--only ${name}`),
      )
    }
    return found
  }
  const served = applications.filter(({entry}) => entry.language !== 'javascript')
  return served.length === 0 ? applications : served
}

/** uWSGI's own word on each file; the first that it refuses, else the first. */
export async function validateUwsgi(files: readonly RenderedFile[], {service}: Deployment): Promise<Verdict> {
  const verdicts = await Promise.all(files.map((file) => testUwsgi(node, file, service.uwsgi)))
  return verdicts.find(({ok}) => !ok) ?? verdicts[0]!
}
