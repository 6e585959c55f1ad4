import {defineRule} from '../rule.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW603',
  kind: 'uwsgi',
  name: 'escaped-json-log',
  severity: 'warning',
  title: 'let the encoder write JSON logs',
  why: `log-format escapes nothing: a quote in a path or a user agent breaks the line, and whoever sends it writes fields of their own. The
json encoder escapes.`,
  examples: {
    bad: '[uwsgi]\nlog-format = {"path": "%%(uri)", "status": %%(status)}\n',
    good: '[uwsgi]\nlog-format = %%(method) %%(uri) %%(status)\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/LogEncoders.html'],

  *run(subject) {
    const last = setting(subject, 'log-format')?.last
    if (!last || !/^\s*\{.*"%\((uri|user|uagent|referer|host|var\..*)\)"/.test(last.value)) return
    yield {
      at: last.option.location,
      message: 'a quote in a request breaks the JSON of its line',
      remedy: ['log-encoder = json …, with log-master', 'the access log of nginx with escape=json'],
    }
  },
})
