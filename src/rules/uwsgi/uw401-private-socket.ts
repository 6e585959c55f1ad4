import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'
import {isPublic, listenersOf} from '../uwsgi-listeners.js'

export default defineRule({
  id: 'UW401',
  kind: 'uwsgi',
  name: 'private-socket',
  severity: 'error',
  title: 'bind a uwsgi socket to this machine',
  why: `Who can send packets to a uwsgi socket can have uWSGI load any file as an application (UWSGI_FILE): it must not be reachable from a
network. An address without a host is all of them.`,
  examples: {
    bad: '[uwsgi]\nsocket = :3031\n',
    good: '[uwsgi]\nsocket = 127.0.0.1:3031\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    for (const {option, address, protocol} of listenersOf(subject)) {
      if (protocol !== 'uwsgi' || !isPublic(address)) continue
      const right = option.value.replace(/^[^,]*:(?=\d+)/, '127.0.0.1:')
      const fix = revalued(subject, option.option, right, false)
      yield {
        at: option.option.location,
        message: `${address} takes packets from everywhere, and a packet can make uWSGI run code`,
        remedy: [`${option.name} = ${right}`, 'a unix socket'],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
