import {type Check, pass, skip} from './check.js'

export const mountFits: Check = {
  id: 'DR072',
  name: 'mount-fits',
  hop: 'application',
  severity: 'error',
  title: 'an application is mounted where the request goes',
  why: 'An application under /app takes what SCRIPT_NAME sends there; everything else is a 500 without an application.',
  async run({route: {uwsgi, url}, probes}) {
    if (!uwsgi) return skip('no uWSGI is on this way')
    const {text} = await probes.uwsgiLogs()
    const line = /--- no \w+ application found, check your startup logs for errors ---/.exec(text)?.[0]
    const [http, direct] = [await probes.http(), await probes.direct()]
    const status = direct?.response?.status ?? (http?.ok ? http.status : undefined)
    const mounted = [...text.matchAll(/WSGI app \d+ \(mountpoint='([^']*)'\) ready/g)].map(([, at]) => at!)
    if (!line || status !== 500 || mounted.length === 0 || mounted.includes('')) return pass()
    const mount = uwsgi.config.options.find(({name}) => name === 'mount')
    return {
      status: 'fail',
      message: `nothing is mounted at ${url?.pathname ?? '/'}: uWSGI has ${mounted.join(', ')}`,
      ...(mount ? {location: mount.option.location} : {}),
      evidence: [{text: line, source: uwsgi.logs[0] ?? 'the log of uWSGI'}],
      cause:
        'SCRIPT_NAME of the request names none of the mounts; without manage-script-name nobody sets it from the path',
      remedy: ['manage-script-name = true', 'or mount it at the path that the web server hands over'],
    }
  },
}
