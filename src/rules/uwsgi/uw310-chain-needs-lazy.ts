import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW310',
  kind: 'uwsgi',
  name: 'chain-needs-lazy',
  severity: 'warning',
  title: 'load the application in each worker for a chain reload',
  why: `A chain reload replaces worker after worker. Without lazy-apps they are copies of a master that keeps the old code: nothing is new
after it.`,
  examples: {
    bad: '[uwsgi]\ntouch-chain-reload = /srv/shop/reload\n',
    good: '[uwsgi]\ntouch-chain-reload = /srv/shop/reload\nlazy-apps = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/articles/TheArtOfGracefulReloading.html'],

  *run(subject) {
    const last = setting(subject, 'touch-chain-reload')?.last
    if (!last || isSet(subject, 'lazy-apps') || isSet(subject, 'lazy')) return
    const fix = addition(subject, last.option, 'lazy-apps = true')
    yield {
      at: last.option.location,
      message: 'without lazy-apps a chain reload brings no new code',
      remedy: ['lazy-apps = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
