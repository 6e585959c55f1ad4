import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW402',
  kind: 'uwsgi',
  name: 'closed-socket-mode',
  severity: 'warning',
  title: 'let the web server alone into the socket',
  why: `Mode 666 or 777 lets every user and every program of the machine send packets to uWSGI, which can make it load code. 660 with the web
server's group is enough.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nchmod-socket = 666\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nchmod-socket = 660\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const last = setting(subject, 'chmod-socket')?.last
    const mode = last?.value === '' ? '666' : last?.value // without a value it is 666
    if (!last || !/^0?[0-7]{2}[2367]$/.test(mode ?? '')) return
    const fix = revalued(subject, last.option, '660', false)
    yield {
      at: last.option.location,
      message: `mode ${mode} lets every user of the machine in`,
      remedy: ['chmod-socket = 660', 'chown-socket = :www-data'],
      ...(fix ? {fix} : {}),
    }
  },
})
