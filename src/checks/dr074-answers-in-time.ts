import {type Check, pass, skip} from './check.js'

export const answersInTime: Check = {
  id: 'DR074',
  name: 'answers-in-time',
  hop: 'application',
  severity: 'error',
  title: 'the application answers within the time of the web server',
  why: 'An answer that takes longer than uwsgi_read_timeout (60 s) is a 504, though the application ends its work.',
  async run({route: {uwsgi, target}, probes}) {
    if (!uwsgi) return skip('no uWSGI is on this way')
    const [http, direct] = [await probes.http(), await probes.direct()]
    const limit = target?.readTimeout?.value
    const isLate = (http?.ok && http.status === 504) || (http && !http.ok && http.state === 'silent')
    const isSlow = direct?.outcome === 'silent'
    if (!isLate && !isSlow) return pass(undefined, http?.time_ms)
    const took = Math.round((http?.time_ms ?? direct!.timings.total_ms) / 100) / 10
    return {
      status: 'fail',
      message: `no answer within ${took} s${limit === undefined ? '' : ` (the web server waits ${limit} s)`}`,
      ...(target?.readTimeout ? {location: target.readTimeout.at} : {}),
      evidence: (await probes.webLogs()).findings
        .filter(({id}) => id === 'N008')
        .flatMap(({evidence = []}) => evidence.slice(0, 1)),
      cause: 'the application takes longer than that for this request; workers are free for others',
      remedy: [
        'find what it waits for: py-spy dump, the log of slow queries',
        'harakiri below the timeout of the web server, so that the worker is freed',
        'uwsgi_read_timeout 120s; when it has to take so long',
      ],
    }
  },
}
