import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW312',
  kind: 'uwsgi',
  name: 'stats-http-flag',
  severity: 'warning',
  title: 'set stats-http to true, and stats to the address',
  why: `stats-http is a flag. An address turns it on, and opens nothing: the statistics are where stats says, or nowhere.`,
  examples: {
    bad: '[uwsgi]\nstats-http = 127.0.0.1:9191\n',
    good: '[uwsgi]\nstats = 127.0.0.1:9191\nstats-http = true\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/StatsServer.html'],

  *run(subject) {
    const last = setting(subject, 'stats-http')?.last
    if (!last || !/[:/]/.test(last.value)) return
    yield {
      at: last.option.location,
      message: `stats-http is a flag, and ${last.value} is no address of anything`,
      remedy: [`stats = ${last.value}`, 'stats-http = true'],
    }
  },
})
