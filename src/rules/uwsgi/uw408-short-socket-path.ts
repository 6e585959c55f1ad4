import {defineRule} from '../rule.js'
import {listenersOf} from '../uwsgi-listeners.js'

export default defineRule({
  id: 'UW408',
  kind: 'uwsgi',
  name: 'short-socket-path',
  severity: 'error',
  title: 'keep the path of a socket within 102 characters',
  why: `The kernel's structure holds 108 bytes and uWSGI takes 102: a longer path is an "invalid socket name", and uWSGI does not start.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/uwsgi.sock\n',
    good: '[uwsgi]\nsocket = /run/x/uwsgi.sock\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/socket.c'],

  *run(subject) {
    for (const {option, address} of listenersOf(subject)) {
      if (!option.isKnown || /:\d+$/.test(address) || address.length <= 102) continue
      yield {at: option.option.location, message: `the path has ${address.length} characters, and uWSGI takes 102`}
    }
  },
})
