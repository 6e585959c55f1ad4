import {type UwsgiFacts, uwsgiFactsOf} from '../facts.js'
import {defineCrossRule} from '../rule.js'

export default defineCrossRule({
  id: 'XF006',
  kind: 'between',
  name: 'one-owner-per-socket',
  severity: 'error',
  title: 'give each instance a socket of its own',
  why: `A second uWSGI on the same unix socket takes the file away from the first one, without a word: the old one runs on and nobody reaches
it, even when the new one fails to start.`,
  examples: {
    bad: {
      'a.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n',
      'b.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nprocesses = 2\n',
    },
    good: {'a.ini': '[uwsgi]\nsocket = /run/shop/uwsgi.sock\n', 'b.ini': '[uwsgi]\nsocket = /run/blog/uwsgi.sock\n'},
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/socket.c'],

  *run(files) {
    const taken = new Map<string, UwsgiFacts>()
    for (const uwsgi of uwsgiFactsOf(files)) {
      for (const {value, at} of uwsgi.listeners) {
        const first = taken.get(value)
        if (first && first !== uwsgi) {
          yield {
            at,
            message: `${value} is the socket of ${first.file} already: the second to start takes it over`,
            remedy: ['another path'],
          }
        } else taken.set(value, uwsgi)
      }
    }
  },
})
