import {isTrue} from '../../config/uwsgi/effective.js'
import {defineRule} from '../rule.js'
import {withoutOption} from '../uwsgi-edit.js'
import {setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW504',
  kind: 'uwsgi',
  name: 'script-name-needs-mount',
  severity: 'warning',
  title: 'manage SCRIPT_NAME only with a mount',
  why: `manage-script-name without a mount leaves requests without a SCRIPT_NAME, which WSGI promises to an application.`,
  examples: {
    bad: '[uwsgi]\nmodule = shop.wsgi:application\nmanage-script-name = true\n',
    good: '[uwsgi]\nmodule = shop.wsgi:application\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Nginx.html'],

  *run(subject) {
    const last = setting(subject, 'manage-script-name')?.last
    if (!last || !isTrue(last) || setting(subject, 'mount') || subject.config.files.length > 1) return
    const fix = withoutOption(subject, last.option)
    yield {
      at: last.option.location,
      message: 'there is no mount: SCRIPT_NAME is missing from every request',
      remedy: ['remove it, or mount = /path=…'],
      ...(fix ? {fix} : {}),
    }
  },
})
