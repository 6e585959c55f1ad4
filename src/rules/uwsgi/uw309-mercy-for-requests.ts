import {defineRule} from '../rule.js'
import {numberOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW309',
  kind: 'uwsgi',
  name: 'mercy-for-requests',
  severity: 'warning',
  title: 'give a worker as long to stop as a request may take',
  why: `On a reload and a stop a worker gets worker-reload-mercy to finish. When harakiri allows a request more than that, a request that
was in order is cut off.`,
  examples: {
    bad: '[uwsgi]\nharakiri = 120\nworker-reload-mercy = 60\n',
    good: '[uwsgi]\nharakiri = 120\nworker-reload-mercy = 130\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/articles/TheArtOfGracefulReloading.html'],

  *run(subject) {
    const last = setting(subject, 'worker-reload-mercy')?.last
    const [mercy, harakiri] = [numberOf(subject, 'worker-reload-mercy'), numberOf(subject, 'harakiri')]
    if (!last || mercy === undefined || !harakiri || mercy >= harakiri) return
    yield {
      at: last.option.location,
      message: `a request may take ${harakiri} s, and a reload waits ${mercy} s for it`,
      remedy: [`worker-reload-mercy = ${harakiri + 5}`],
    }
  },
})
