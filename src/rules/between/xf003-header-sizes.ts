import {meetings} from '../facts.js'
import {defineCrossRule} from '../rule.js'

export default defineCrossRule({
  id: 'XF003',
  kind: 'between',
  name: 'header-sizes',
  severity: 'warning',
  title: 'let uWSGI take the headers that the web server lets in',
  why: `A request whose headers pass nginx and exceed buffer-size is reset: a 502 for the few clients with large cookies, and for nobody
else. Where nginx was told to take more, uWSGI has to take as much.`,
  examples: {
    bad: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nbuffer-size = 16384\n',
      'nginx/shop.conf':
        'server {\n    large_client_header_buffers 4 8k;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
    good: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nbuffer-size = 40960\n',
      'nginx/shop.conf':
        'server {\n    large_client_header_buffers 4 8k;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(files) {
    for (const {target, uwsgi} of meetings(files)) {
      const size = uwsgi.bufferSize?.value ?? 4096
      if (!target.headers || target.headers.value <= size || target.speaks !== 'uwsgi') continue
      const wanted = Math.min(65_535, Math.ceil((target.headers.value * 1.25) / 4096) * 4096)
      yield {
        at: target.headers.at,
        message: `${target.headers.value} bytes of headers are let in, and buffer-size is ${size} (${uwsgi.file})`,
        remedy: [`buffer-size = ${wanted} in ${uwsgi.file}`],
      }
    }
  },
})
