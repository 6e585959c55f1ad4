import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

const BOUND = ['php-docroot', 'php-allowed-docroot', 'php-app', 'php-allowed-script']

export default defineRule({
  id: 'UW406',
  kind: 'uwsgi',
  name: 'php-docroot',
  severity: 'warning',
  title: 'bind PHP to a folder',
  why: `Without php-docroot uWSGI takes the folder from the packet, and runs whatever script the path leads to.`,
  examples: {
    bad: '[uwsgi]\nplugin = 0:php\nphp-index = index.php\n',
    good: '[uwsgi]\nplugin = 0:php\nphp-index = index.php\nphp-docroot = /srv/shop/public\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/PHP.html'],

  *run(subject) {
    const php = subject.config.options.find(({name}) => name.startsWith('php-'))
    if (!php || BOUND.some((name) => setting(subject, name))) return
    yield {
      at: php.option.location,
      message: 'the packet decides from which folder PHP runs scripts',
      remedy: ['php-docroot = /srv/…'],
    }
  },
})
