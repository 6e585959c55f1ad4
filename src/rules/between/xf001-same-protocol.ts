import {meetings} from '../facts.js'
import {defineCrossRule} from '../rule.js'

export default defineCrossRule({
  id: 'XF001',
  kind: 'between',
  name: 'same-protocol',
  severity: 'error',
  title: 'speak the protocol of the socket',
  why: `uwsgi_pass to an http-socket is a 504 after the read timeout; proxy_pass to a uwsgi socket is a 502 at once, and "invalid request
block size: 21573" in the log of uWSGI. The two sides have to speak the same protocol.`,
  examples: {
    bad: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n',
      'nginx/shop.conf': 'server {\n    location / {\n        proxy_pass http://unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
    good: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n',
      'nginx/shop.conf':
        'server {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Protocol.html'],

  *run(files) {
    for (const {target, listener, uwsgi} of meetings(files)) {
      if (target.speaks === listener.protocol) continue
      const {file, line} = listener.at
      yield {
        at: target.at,
        message: `this speaks ${target.speaks}, and ${target.value} is ${listener.protocol} (${file}:${line})`,
        remedy:
          listener.protocol === 'uwsgi'
            ? ['uwsgi_pass, uwsgi:// or scgi.protocol = "uwsgi"']
            : [`socket = ${target.value} in ${uwsgi.file}`],
      }
    }
  },
})
