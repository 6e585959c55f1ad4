import {isTrue} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {withoutOption} from '../uwsgi-edit.js'
import {languagesOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW505',
  kind: 'uwsgi',
  name: 'need-app-where-counted',
  severity: 'error',
  title: 'leave need-app out where uWSGI counts no application',
  why: `PHP, Lua and CGI register no application. With need-app uWSGI says "no app loaded. GAME OVER" and exits with 22.`,
  examples: {
    bad: '[uwsgi]\nplugin = 0:php\nphp-docroot = /srv/shop/public\nneed-app = true\n',
    good: '[uwsgi]\nplugin = 0:php\nphp-docroot = /srv/shop/public\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/PHP.html'],

  *run(subject) {
    const last = setting(subject, 'need-app')?.last
    const languages = languagesOf(subject)
    if (!last || !isTrue(last) || languages.size === 0 || ['python', 'perl', 'ruby'].some((it) => languages.has(it)))
      return
    const fix = withoutOption(subject, last.option, true)
    yield {
      at: last.option.location,
      message: `${[...languages].join(' and ')} register no application: uWSGI exits with 22`,
      remedy: ['remove need-app'],
      ...(fix ? {fix} : {}),
    }
  },
})
