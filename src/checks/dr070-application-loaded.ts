import {type Check, pass, skip} from './check.js'

export const applicationLoaded: Check = {
  id: 'DR070',
  name: 'application-loaded',
  hop: 'application',
  severity: 'error',
  title: 'the application is loaded',
  why: 'Without need-app uWSGI runs on when the application cannot be imported, and answers 500 "Internal Server Error" to all.',
  async run({route: {uwsgi}, probes}) {
    if (!uwsgi) return skip('no uWSGI is on this way')
    const [{text, findings}, stats] = [await probes.uwsgiLogs(), await probes.stats()]
    const asked = await answered(probes)
    const line = /--- no \w+ application found, check your startup logs for errors ---/.exec(text)?.[0]
    const isBare = asked.status === 500 && asked.body === 'Internal Server Error'
    const apps = stats?.workers.filter(({pid}) => pid > 0).flatMap((worker) => worker.apps) ?? []
    const none = /\*\*\* no app loaded\. going in full dynamic mode \*\*\*/.exec(text)?.[0]
    if (!none || (!isBare && !line && (apps.length > 0 || asked.status !== undefined)))
      return pass(apps.length > 0 ? `${apps.length} loaded` : undefined)
    const causes = ['U036', 'U034', 'U035', 'U037', 'U008', 'U042', 'U041']
    const cause = findings
      .filter(({id}) => causes.includes(id))
      .sort((a, b) => causes.indexOf(a.id) - causes.indexOf(b.id))[0]
    const [log = 'the log of uWSGI'] = uwsgi.logs
    return {
      status: 'fail',
      // Not asked, it may be meant so: applications that requests name.
      ...(asked.status === undefined && !cause ? {severity: 'warning' as const} : {}),
      message: `${uwsgi.label} runs without an application${cause ? `: ${cause.message} (${cause.id})` : ''}`,
      evidence: [
        ...(cause?.evidence ?? []).slice(0, 3),
        {text: none, source: log},
        ...(line ? [{text: line, source: log}] : []),
      ],
      cause: cause?.cause ?? 'no application was configured, or it could not be imported',
      remedy: [...(cause?.remedy ?? []).slice(0, 3), 'need-app = true makes uWSGI fail at its start instead'],
    }
  },
}

async function answered(probes: Parameters<Check['run']>[0]['probes']): Promise<{status?: number; body?: string}> {
  const [http, direct] = [await probes.http(), await probes.direct()]
  if (direct?.response) return {status: direct.response.status, body: direct.response.body.toString('latin1')}
  return http?.ok ? {status: http.status, body: http.body.toString('latin1')} : {}
}
