import {type Check, pass, skip} from './check.js'

/** Which protocol each kind of listener takes. */
const TAKES: Readonly<Record<string, string>> = {
  ...{uwsgi: 'uwsgi', 'uwsgi-persistent': 'uwsgi', fastrouter: 'uwsgi', http: 'http', 'http-router': 'http'},
  ...{stats: 'stats', 'stats-http': 'stats', 'scgi-or-fastcgi': 'scgi or fastcgi'},
}

export const protocolsAgree: Check = {
  id: 'DR023',
  name: 'protocols-agree',
  hop: 'listener',
  severity: 'error',
  title: 'the web server speaks the protocol of the socket',
  why: 'proxy_pass to a uwsgi socket is a 502 at once, uwsgi_pass to an http-socket a 504 after the read timeout.',
  async run({route: {target, web, uwsgi, address}, probes}) {
    if (!address || !uwsgi) return skip('nobody is known to listen')
    const said = probes.said()
    const seen = said === undefined || said === 'stats' ? await probes.identify() : undefined
    const takes = said ?? TAKES[seen?.kind ?? '']
    if (takes === undefined) return skip('it is not known what the socket speaks')
    if (!target) return takes === 'stats' ? stats(address) : pass(`${address} speaks ${takes}`)
    if (target.speaks === takes || (takes.includes(target.speaks) && takes !== 'stats'))
      return pass(`both speak ${takes}`, (await probes.direct())?.timings.connect_ms)
    const listener = uwsgi.facts.listeners.find(({value}) => value === address)
    const at = listener ? `${listener.at.file}:${listener.at.line}` : `tsgi identify ${address}`
    return {
      status: 'fail',
      message: `${web?.kind ?? 'the web server'} speaks ${target.speaks} to ${address}, which speaks ${takes}`,
      location: target.at,
      evidence: [
        {text: `${address} is ${takes === 'http' ? 'an HTTP' : `a ${takes}`} socket`, source: at},
        ...(await probes.uwsgiLogs()).findings
          .filter(({id}) => id === 'U001')
          .flatMap(({evidence = []}) => evidence.slice(0, 1)),
      ],
      cause: 'the two sides of the socket are configured for different protocols',
      remedy: REMEDY[takes] ?? [`tsgi identify ${address}`],
    }
  },
}

function stats(address: string) {
  return {
    status: 'fail',
    message: `${address} is a stats server, which serves no requests`,
    remedy: [`tsgi stats ${address}`, 'point the web server to the address of "socket ="'],
  } as const
}

const REMEDY: Readonly<Record<string, readonly string[]>> = {
  uwsgi: [
    'in the web server: uwsgi_pass (nginx), uwsgi:// (Apache), scgi.protocol = "uwsgi" (lighttpd)',
    'then reload the web server',
  ],
  http: ['in uWSGI: socket instead of http-socket', 'or in the web server: proxy_pass (nginx), http:// (Apache)'],
  stats: ['point the web server to the address of "socket ="; this one is that of "stats ="'],
}
