import {defineRule} from '../rule.js'
import {numberOf} from '../uwsgi-listeners.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW602',
  kind: 'uwsgi',
  name: 'router-outlives-request',
  severity: 'warning',
  title: 'let the http router wait as long as a request may take',
  why: `The router of http gives up after http-timeout (60 seconds), whatever harakiri allows: clients get an empty answer while the worker
goes on.`,
  examples: {
    bad: '[uwsgi]\nhttp = 127.0.0.1:8000\nhttp-timeout = 30\nharakiri = 120\n',
    good: '[uwsgi]\nhttp = 127.0.0.1:8000\nhttp-timeout = 130\nharakiri = 120\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2264'],

  *run(subject) {
    const http = setting(subject, 'http')?.last
    const timeout = setting(subject, 'http-timeout')?.last
    const [harakiri, limit] = [numberOf(subject, 'harakiri'), numberOf(subject, 'http-timeout') ?? 60]
    if (!http || !harakiri || limit > harakiri) return
    const at = timeout ?? http
    yield {
      at: at.option.location,
      message: `the router gives up after ${limit} s, and a request may take ${harakiri} s`,
      remedy: [`http-timeout = ${harakiri + 10}`],
    }
  },
})
