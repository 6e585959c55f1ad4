import {isTrue} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {languagesOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW506',
  kind: 'uwsgi',
  name: 'no-native-ruby-threads',
  severity: 'warning',
  title: 'load rbthreads for threads in Ruby',
  why: `Native threads do not work under Ruby, uWSGI itself calls it a danger. The rbthreads plugin lets Ruby manage them.`,
  examples: {
    bad: '[uwsgi]\nplugin = 0:rack\nrack = config.ru\nthreads = 4\n',
    good: '[uwsgi]\nplugin = 0:rack,rbthreads\nrack = config.ru\nrbthreads = true\nthreads = 4\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Ruby.html'],

  *run(subject) {
    const threads = setting(subject, 'threads')?.last ?? setting(subject, 'enable-threads')?.last
    if (
      !threads ||
      !languagesOf(subject).has('ruby') ||
      setting(subject, 'rbthreads') ||
      setting(subject, 'rb-threads') ||
      !isTrue(threads)
    )
      return
    yield {
      at: threads.option.location,
      message: 'native threads do not work under Ruby',
      remedy: ['plugin = rbthreads', 'rbthreads = true'],
    }
  },
})
