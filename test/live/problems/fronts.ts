import {startApache} from '../../support/apache.js'
import {lighttpdUwsgi, startLighttpd} from '../../support/lighttpd.js'
import {type Breakage, fetchStatus, freePort, type Site, sleep} from './breakage.js'

const apache = 'Apache 2.4'
const lighttpd = 'lighttpd 1.4.69'

async function throughApache(site: Site, config: string, without: readonly string[] = []): Promise<string> {
  await using front = await startApache(site.folder, config, without)
  await fetchStatus(front.url, {timeout: 3000})
  await sleep(100)
  return front.log()
}

async function throughLighttpd(site: Site, socket: string, path = '/'): Promise<string> {
  await using front = await startLighttpd(site.folder, lighttpdUwsgi(socket))
  await fetchStatus(front.url + path)
  await sleep(100)
  return front.log()
}

/** What Apache and lighttpd say. */
export const frontBreakages: readonly Breakage[] = [
  {
    id: 'A001',
    source: apache,
    run: (site) => throughApache(site, 'ProxyPass "/" "uwsgi://127.0.0.1:3031/"', ['proxy_uwsgi']),
  },
  {id: 'A002', source: apache, run: (site) => throughApache(site, `ProxyPass "/" "uwsgi://unix:${site.at('s')}/"`)},
  {
    id: 'A004',
    source: apache,
    how: 'refused',
    run: async (site) => throughApache(site, `ProxyPass "/" "uwsgi://127.0.0.1:${await freePort()}/"`),
  },
  {id: 'A004', source: apache, run: (site) => throughApache(site, `ProxyPass "/" "unix:${site.at('s')}|uwsgi://app/"`)},
  {
    id: 'A004',
    source: apache,
    how: 'denied',
    run: async (site) => {
      let log = ''
      await site.sound(['--chmod-socket=600'], {
        during: async () => {
          log = await throughApache(site, `ProxyPass "/" "unix:${site.at('s')}|uwsgi://app/"`)
        },
      })
      return log
    },
  },
  {id: 'L001', source: lighttpd, run: (site) => throughLighttpd(site, site.at('s'))},
  {
    id: 'L001',
    source: lighttpd,
    how: 'refused',
    run: async (site) => throughLighttpd(site, `127.0.0.1:${await freePort()}`),
  },
]
