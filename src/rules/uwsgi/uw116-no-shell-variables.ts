import {defineRule} from '../rule.js'
import {revalued} from '../uwsgi-edit.js'

export default defineRule({
  id: 'UW116',
  kind: 'uwsgi',
  name: 'no-shell-variables',
  severity: 'warning',
  title: 'write $(NAME) for a variable of the environment',
  why: `A name in braces is the shell's way, and stays in the value as it is. uWSGI replaces $(NAME).`,
  examples: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a configuration
    bad: '[uwsgi]\nchdir = ${HOME}/shop\n',
    good: '[uwsgi]\nchdir = $(HOME)/shop\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#placeholders'],

  *run(subject) {
    for (const {name, option} of subject.config.options) {
      const found = /\$\{(\w+)\}/.exec(option.raw)
      if (
        !found ||
        /^(exec-|hook-|cron|attach-daemon|smart-attach|route|.*-route|log-encoder|log-req-encoder|req-logger|logger|alarm)/.test(
          name,
        )
      )
        continue
      const fix = revalued(subject, option, option.raw.replace(/\$\{(\w+)\}/g, '$$($1)'))
      yield {
        at: option.valueSpan.location,
        message: `${found[0]} stays as it is: uWSGI replaces $(${found[1]})`,
        remedy: [`$(${found[1]})`],
        ...(fix ? {fix} : {}),
      }
    }
  },
})
