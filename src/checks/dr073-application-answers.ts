import {type Check, pass, skip} from './check.js'

export const applicationAnswers: Check = {
  id: 'DR073',
  name: 'application-answers',
  hop: 'application',
  severity: 'error',
  title: 'the application answers without an error',
  why: "A status of 500 with a traceback in the log is the application's own; everything before it works.",
  async run({route: {uwsgi, target, web, mayAsk, url}, probes}) {
    if (!uwsgi && !url) return skip('no uWSGI is on this way')
    if (!mayAsk) return skip('a request is sent only to what was named, or with --yes')
    const [http, direct] = [await probes.http(), await probes.direct()]
    const status = http?.ok ? http.status : (direct?.response?.status ?? undefined)
    const {text, findings} = await probes.uwsgiLogs()
    if (status !== undefined && status < 500) return pass(`status ${status}`, http?.time_ms ?? direct?.timings.total_ms)
    if (status === undefined && !http && !direct) return skip('it was not asked: connections wait')
    const traceback = /Traceback \(most recent call last\):[\s\S]{0,4000}?\n(?=\S)([\w.]+(?::.*)?)/.exec(text)
    const web500 = (await probes.webLogs()).findings[0]
    const how =
      status === undefined ? `no answer (${http && !http.ok ? http.state : direct?.outcome})` : `status ${status}`
    const own = direct?.response
      ? `; uWSGI itself answers ${direct.response.status}`
      : direct
        ? `; uWSGI itself: ${direct.outcome}`
        : ''
    return {
      status: 'fail',
      message: traceback
        ? `the application raises: ${traceback[1]!.trim()} (${how})`
        : `${url?.href ?? 'the application'} answers with ${how}${web ? own : ''}`,
      evidence: [
        ...(traceback
          ? [{text: traceback[0].split('\n').slice(-4).join('\n'), source: uwsgi?.logs[0] ?? 'the log of uWSGI'}]
          : []),
        ...(web500?.evidence ?? []).slice(0, 2),
        ...findings.slice(0, 1).flatMap(({evidence = []}) => evidence.slice(0, 1)),
      ],
      ...(traceback
        ? {cause: "an exception of the application's own code"}
        : web500?.cause
          ? {cause: web500.cause}
          : {}),
      remedy: traceback
        ? ['repair the code the traceback names']
        : [`tsgi request ${target?.value ?? url?.href ?? ''} / -v`, 'tsgi explain the logs of both servers'],
    }
  },
}
