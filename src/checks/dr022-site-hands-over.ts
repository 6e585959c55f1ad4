import {type Check, pass, skip} from './check.js'

export const siteHandsOver: Check = {
  id: 'DR022',
  name: 'site-hands-over',
  hop: 'site',
  severity: 'error',
  title: 'the site hands the request over to a server',
  why: 'A location without uwsgi_pass serves files: the application is never asked, and the answer is a 404 of the web server.',
  async run({route: {web, url, site, target, port}, probes}) {
    if (!web) return skip('no web server is on this way')
    if (target) return pass(`${site?.label ?? web.file} → ${target.speaks} ${target.value}`)
    const answer = await probes.http()
    if (answer?.ok && answer.status < 400) return skip(`${site?.label ?? web.file} answers by itself`)
    return {
      status: 'fail',
      message: site ? `${site.label} hands nothing over to uWSGI` : `no site of ${web.file} listens on port ${port}`,
      ...(site ? {location: site.at} : {}),
      cause: `${url?.pathname ?? '/'} belongs to a part of the configuration without uwsgi_pass or ProxyPass`,
      remedy: ['tsgi nginx-conf', `nginx -T | less   # which server and location take ${url?.href ?? 'the request'}`],
    }
  },
}
