import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isWhole, listenersOf, mainOption, numberOf} from '../uwsgi-listeners.js'

export default defineRule({
  id: 'UW208',
  kind: 'uwsgi',
  name: 'buffer-size',
  severity: 'info',
  title: 'take the headers that the web server lets in',
  why: `uWSGI takes 4,096 bytes of headers and variables, nginx lets 33 KB in: a client with large cookies gets a 502 and nothing else does.`,
  examples: {
    bad: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\n',
    good: '[uwsgi]\nsocket = /run/shop/uwsgi.sock\nmodule = shop.wsgi:application\nbuffer-size = 40960\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html'],

  *run(subject) {
    const at = mainOption(subject)
    if (
      !at ||
      !isWhole(subject) ||
      (numberOf(subject, 'buffer-size') ?? 4096) >= 32_768 ||
      !listenersOf(subject).some(({protocol}) => protocol === 'uwsgi')
    )
      return
    const fix = addition(subject, at.option, 'buffer-size = 40960')
    yield {
      at: at.option.location,
      message: '4,096 bytes of headers are fewer than what a web server lets in',
      remedy: ['buffer-size = 40960'],
      ...(fix ? {fix} : {}),
    }
  },
})
