import {uwsgiFactsOf, webFactsOf} from '../facts.js'
import {defineCrossRule} from '../rule.js'

export default defineCrossRule({
  id: 'XF005',
  kind: 'between',
  name: 'code-is-not-served',
  severity: 'error',
  title: 'serve another folder than the one of the code',
  why: `With the folder of the application as root, nginx hands out what lies in it: the source, the settings with their passwords, the
database.`,
  examples: {
    bad: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nchdir = /srv/shop\n',
      'nginx/shop.conf':
        'server {\n    root /srv/shop;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
    good: {
      'uwsgi.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nchdir = /srv/shop\n',
      'nginx/shop.conf':
        'server {\n    root /srv/shop/static;\n    location / {\n        include uwsgi_params;\n        uwsgi_pass unix:/run/shop/uwsgi.sock;\n    }\n}\n',
    },
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Nginx.html#what-is-the-uwsgi-params-file'],

  *run(files) {
    for (const web of webFactsOf(files)) {
      for (const root of web.roots) {
        const uwsgi = uwsgiFactsOf(files).find(({folder}) => folder && isIn(root.value, folder.value))
        if (!uwsgi) continue
        yield {
          at: root.at,
          message: `${root.value} holds the code of the application (chdir in ${uwsgi.file}): the web server hands it out`,
          remedy: [`a folder of static files alone: ${root.value}/static`],
        }
      }
    }
  },
})

/** Whether a folder is the one of the code, or lies above it. */
function isIn(root: string, code: string): boolean {
  const folder = code.replace(/\/+$/, '')
  return root !== '' && (folder === root || folder.startsWith(`${root}/`))
}
