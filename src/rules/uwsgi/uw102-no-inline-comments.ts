import {trailingComment} from '../../config/uwsgi/edit.js'
import {defineRule} from '../rule.js'
import {commentMoved} from '../uwsgi-edit.js'

/** Values in which these signs are words of another language. */
const FREE =
  /^(log-format|logformat|log-encoder|req-logger|logger|route.*|.*-route.*|exec-.*|hook-.*|cron2?|attach-daemon.*|env|spooler.*|http-.*header|add-header|rewrite|alarm.*)$/

export default defineRule({
  id: 'UW102',
  kind: 'uwsgi',
  name: 'no-inline-comments',
  severity: 'error',
  title: 'put a comment on a line of its own',
  why: `uWSGI knows no comment behind a value: the sign and the words are part of it. "master = false ; x" turns the master on, and a socket
becomes a file with the comment in its name. Only numbers survive, by accident.`,
  examples: {
    bad: '[uwsgi]\nmaster = false ; not yet\n',
    good: '[uwsgi]\n; not yet\nmaster = false\n',
  },
  references: ['https://github.com/unbit/uwsgi/blob/uwsgi-2.0/core/ini.c'],

  *run(subject) {
    for (const {name, option} of subject.config.options) {
      const found = trailingComment(option)
      if (!found || FREE.test(name) || subject.written.format !== 'ini') continue
      const isNumber = /^-?\d+$/.test(found.value)
      const fix = commentMoved(subject, option)
      yield {
        at: option.valueSpan.location,
        severity: isNumber ? 'warning' : 'error',
        message: `the comment is part of the value: ${name} is ${JSON.stringify(option.value)}`,
        remedy: [`${found.comment} on the line above`],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
