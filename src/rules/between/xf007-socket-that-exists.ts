import {uwsgiFactsOf, webFactsOf} from '../facts.js'
import {defineCrossRule} from '../rule.js'

export default defineCrossRule({
  id: 'XF007',
  kind: 'between',
  name: 'socket-that-exists',
  severity: 'warning',
  title: 'write the same path on both sides',
  why: `A web server that looks for another file than the one that uWSGI makes says "No such file or directory", and 502, for every
request.`,
  examples: {
    bad: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n',
      'nginx/shop.conf':
        'server {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/app.sock;\n    }\n}\n',
    },
    good: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n',
      'nginx/shop.conf':
        'server {\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_uwsgi_module.html#uwsgi_pass'],

  *run(files) {
    const listeners = uwsgiFactsOf(files).flatMap((uwsgi) => uwsgi.listeners)
    const sockets = listeners.filter(({value, protocol}) => value.startsWith('/') && protocol !== 'stats')
    for (const web of webFactsOf(files)) {
      for (const target of web.targets) {
        if (!target.value.startsWith('/') || sockets.some(({value}) => value === target.value)) continue
        // Another application's socket is none of these files' business: only one in the same folder, or of the same name.
        const near = sockets.find(
          ({value}) => folderOf(value) === folderOf(target.value) || nameOf(value) === nameOf(target.value),
        )
        if (!near || web.targets.some(({value}) => value === near.value)) continue
        yield {
          at: target.at,
          message: `nobody listens on ${target.value}; uWSGI makes ${near.value} (${near.at.file}:${near.at.line})`,
          remedy: [near.value],
        }
      }
    }
  },
})

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
