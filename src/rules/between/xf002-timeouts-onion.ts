import {meetings} from '../facts.js'
import {defineCrossRule} from '../rule.js'

export default defineCrossRule({
  id: 'XF002',
  kind: 'between',
  name: 'timeouts-onion',
  severity: 'warning',
  title: 'let the web server wait longer than a request may take',
  why: `When the web server gives up first, the client gets a 504 and uWSGI goes on with a request that nobody waits for; harakiri never sees
it. The inner limit has to be the smaller one.`,
  examples: {
    bad: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nharakiri = 120\n',
      'nginx/shop.conf':
        'server {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
    good: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nharakiri = 120\n',
      'nginx/shop.conf':
        'server {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n        uwsgi_read_timeout 130s;\n    }\n}\n',
    },
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(files) {
    for (const {target, uwsgi, web} of meetings(files)) {
      const wait = target.readTimeout?.value ?? 60
      const {harakiri} = uwsgi
      if (!harakiri || harakiri.value === 0 || wait > harakiri.value) continue
      const name = web.kind === 'nginx' ? 'uwsgi_read_timeout' : 'ProxyTimeout'
      yield {
        at: target.readTimeout?.at ?? target.at,
        message: `the web server waits ${wait} s, and harakiri lets a request take ${harakiri.value} s (${harakiri.at.file}:${harakiri.at.line})`,
        remedy: [
          `${name} ${harakiri.value + 5}${web.kind === 'nginx' ? 's;' : ''}`,
          `harakiri = ${Math.max(1, wait - 5)}`,
        ],
      }
    }
  },
})
