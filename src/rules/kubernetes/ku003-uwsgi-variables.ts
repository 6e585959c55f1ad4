import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'KU003',
  kind: 'kubernetes',
  name: 'uwsgi-variables',
  severity: 'warning',
  title: 'give variables of the application other names',
  why: `uWSGI takes every variable that begins with UWSGI_ for an option. One that is none is a placeholder without effect, and with strict the
end of the start.`,
  examples: {
    bad: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: UWSGI_USER\n              value: shop\n',
    good: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: SHOP_USER\n              value: shop\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2277'],

  *run({workloads}) {
    for (const {name, location} of workloads.flatMap(({containers}) =>
      containers.flatMap(({environment}) => environment),
    )) {
      const option = /^UWSGI_(\w+)$/.exec(name)?.[1]?.toLowerCase().replaceAll('_', '-')
      if (option === undefined || uwsgiOption(option)) continue
      yield {
        at: location,
        message: `${name} becomes the option ${JSON.stringify(option)}, which uWSGI does not know`,
        remedy: ['another name'],
      }
    }
  },
})
