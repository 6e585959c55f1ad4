import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW319',
  kind: 'uwsgi',
  name: 'chain-leaves-mules',
  severity: 'info',
  title: 'reload mules and spoolers by themselves',
  why: `A chain reload replaces the workers one after the other, and nothing else: mules and spoolers keep the old code until the whole uWSGI is
reloaded.`,
  examples: {
    bad: '[uwsgi]\ntouch-chain-reload = /srv/shop/reload\nlazy-apps = true\nmule = worker.py\n',
    good: '[uwsgi]\ntouch-reload = /srv/shop/reload\nlazy-apps = true\nmule = worker.py\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/915'],

  *run(subject) {
    const chain = setting(subject, 'touch-chain-reload')?.last
    const other = setting(subject, 'mule')?.last ?? setting(subject, 'mules')?.last ?? setting(subject, 'spooler')?.last
    if (!chain || !other) return
    yield {
      at: chain.option.location,
      message: `a chain reload leaves the ${other.name} of line ${other.option.location.line} with the old code`,
      remedy: ['touch-mules-reload, touch-spoolers-reload', 'touch-reload'],
    }
  },
})
