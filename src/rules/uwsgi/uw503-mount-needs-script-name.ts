import {defineRule} from '../rule.js'
import {addition} from '../uwsgi-edit.js'
import {isSet, setting} from '../uwsgi-subject.js'

export default defineRule({
  id: 'UW503',
  kind: 'uwsgi',
  name: 'mount-needs-script-name',
  severity: 'warning',
  title: 'manage SCRIPT_NAME where an application is mounted',
  why: `uWSGI chooses a mounted application by SCRIPT_NAME. Web servers send the whole path as PATH_INFO: without manage-script-name the
application under /shop never gets a request.`,
  examples: {
    bad: '[uwsgi]\nmount = /shop=shop.wsgi:application\n',
    good: '[uwsgi]\nmount = /shop=shop.wsgi:application\nmanage-script-name = true\n',
  },
  references: [
    'https://uwsgi-docs.readthedocs.io/en/latest/Nginx.html#hosting-multiple-apps-in-the-same-process-aka-managing-script-name-and-path-info',
  ],

  *run(subject) {
    const mount = setting(subject, 'mount')?.all.find(({value}) => /^\/[^=/]/.test(value))
    if (
      !mount ||
      isSet(subject, 'manage-script-name') ||
      subject.config.options.some(({value}) => /setscriptname|rewrite/.test(value))
    )
      return
    const fix = addition(subject, mount.option, 'manage-script-name = true')
    yield {
      at: mount.option.location,
      message: `no request reaches ${mount.value.split('=')[0]}: the web server sends it as PATH_INFO`,
      remedy: ['manage-script-name = true'],
      ...(fix ? {fix} : {}),
    }
  },
})
