import {type Check, pass, skip} from './check.js'

export const uwsgiParams: Check = {
  id: 'DR024',
  name: 'uwsgi-params',
  hop: 'site',
  severity: 'error',
  title: 'nginx sends the variables of the request',
  why: 'Without "include uwsgi_params" uWSGI gets no method and no path: every request looks the same to the application.',
  async run({route: {target, web}}) {
    if (!target || web?.kind !== 'nginx' || target.speaks !== 'uwsgi') return skip('no uwsgi_pass is on this way')
    if (target.hasParams) return pass()
    return {
      status: 'fail',
      message: 'uwsgi_pass without "include uwsgi_params": uWSGI gets neither method nor path',
      location: target.at,
      cause: 'no uwsgi_param is in force there; one in a location takes away those of the levels around it',
      remedy: [
        'include uwsgi_params; beside uwsgi_pass',
        `sudo nginx -t -c ${web.file} && sudo nginx -s reload -c ${web.file}`,
      ],
    }
  },
}
