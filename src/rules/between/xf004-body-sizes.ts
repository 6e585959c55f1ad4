import {meetings} from '../facts.js'
import {defineCrossRule} from '../rule.js'

export default defineCrossRule({
  id: 'XF004',
  kind: 'between',
  name: 'body-sizes',
  severity: 'warning',
  title: 'let uWSGI take the bodies that the web server lets in',
  why: `A body that nginx lets in and limit-post does not is refused after it was sent, with a connection that breaks off instead of a 413.`,
  examples: {
    bad: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nlimit-post = 1048576\n',
      'nginx/shop.conf':
        'server {\n    client_max_body_size 8m;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
    good: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nlimit-post = 8388608\n',
      'nginx/shop.conf':
        'server {\n    client_max_body_size 8m;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size'],

  *run(files) {
    for (const {target, uwsgi} of meetings(files)) {
      const {body} = target
      const limit = uwsgi.maxBody
      if (!body || !limit || limit.value === 0 || (body.value !== 0 && body.value <= limit.value)) continue
      yield {
        at: body.at,
        message: `${body.value === 0 ? 'any body is' : `${body.value} bytes are`} let in, and limit-post is ${limit.value} (${limit.at.file}:${limit.at.line})`,
        remedy: [`limit-post = ${body.value === 0 ? 0 : body.value}`],
      }
    }
  },
})
