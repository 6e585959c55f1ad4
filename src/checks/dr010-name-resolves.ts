import {type Check, pass, skip} from './check.js'

export const nameResolves: Check = {
  id: 'DR010',
  name: 'name-resolves',
  hop: 'client',
  severity: 'error',
  title: 'the name has an address',
  why: 'A name without an address never reaches the web server: the client says "could not resolve host".',
  async run({route: {url}, probes}) {
    if (!url) return skip('no URL was named')
    const found = await probes.names()
    if (typeof found !== 'string') return pass(found.map(({address}) => address).join(', '))
    return {
      status: 'fail',
      message: `the name ${url.hostname} has no address (${found})`,
      evidence: [{text: found, source: `getent hosts ${url.hostname}`}],
      cause:
        found === 'EAI_AGAIN' ? 'the name server does not answer' : 'no name server and no line of /etc/hosts knows it',
      remedy: [`add an A or AAAA record for ${url.hostname}`, 'check /etc/resolv.conf'],
    }
  },
}
