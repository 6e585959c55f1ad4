import {type Check, pass, skip} from './check.js'

export const portOpen: Check = {
  id: 'DR011',
  name: 'port-open',
  hop: 'client',
  severity: 'error',
  title: 'somebody listens on the port of the URL',
  why: 'Without a listener the client is refused at once: the web server does not run, or listens on another port.',
  async run({route: {url, port, web, stoppedWeb}, probes}) {
    if (!url) return skip('no URL was named')
    const [names, answer] = await Promise.all([probes.names(), probes.http()])
    if (typeof names === 'string') return skip('the name has no address')
    if (!answer || answer.ok || !CONNECTING.test(answer.state))
      return pass(`port ${port}`, answer?.ok ? answer.connect_ms : undefined)
    const ports = (web?.sockets ?? []).map(({address}) => address)
    return {
      status: 'fail',
      message: `nobody answers at port ${port} of ${url.hostname} (${answer.state})`,
      evidence: [{text: `no listener on port ${port}`, source: `ss -ltn 'sport = :${port}'`}],
      cause: stoppedWeb
        ? `${stoppedWeb.file} is configured for it, and no ${stoppedWeb.kind} runs with that file`
        : `the web server does not run, or listens elsewhere${ports.length > 0 ? `: ${ports.join(', ')}` : ''}`,
      remedy: stoppedWeb
        ? [`sudo systemctl start ${stoppedWeb.kind === 'apache' ? 'apache2' : stoppedWeb.kind}`]
        : ['ss -ltnp'],
    }
  },
}

const CONNECTING = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/
