import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'
import {isPublic, listenersOf} from '../uwsgi-listeners.js'

export default defineRule({
  id: 'UW404',
  kind: 'uwsgi',
  name: 'private-stats',
  severity: 'warning',
  title: 'keep the statistics on this machine',
  why: `The stats server shows the variables of every request in progress: cookies, tokens, paths. On an address of all interfaces everybody
can read them.`,
  examples: {
    bad: '[uwsgi]\nstats = :9191\n',
    good: '[uwsgi]\nstats = 127.0.0.1:9191\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/StatsServer.html'],

  *run(subject) {
    for (const {option, address, protocol} of listenersOf(subject)) {
      if (protocol !== 'stats' || !isPublic(address)) continue
      const fix = revalued(subject, option.option, option.value.replace(/^.*:/, '127.0.0.1:'), false)
      yield {
        at: option.option.location,
        message: `${address} shows the cookies of every request to everybody`,
        remedy: [`stats = ${address.replace(/^.*:/, '127.0.0.1:')}`],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
