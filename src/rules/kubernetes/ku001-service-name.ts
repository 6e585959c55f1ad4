import {defineRule} from '../rule.js'

export default defineRule({
  id: 'KU001',
  kind: 'kubernetes',
  name: 'service-name',
  severity: 'warning',
  title: 'call no service uwsgi',
  why: `Every pod gets variables for every service: a service called uwsgi makes UWSGI_SERVICE_HOST and UWSGI_PORT, and uWSGI takes them for
options. With strict it does not start.`,
  examples: {
    bad: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: uwsgi\nspec:\n  ports:\n    - port: 3031\n',
    good: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  ports:\n    - port: 3031\n',
  },
  references: [
    'https://github.com/unbit/uwsgi/issues/2277',
    'https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables',
  ],

  *run({services}) {
    for (const {name, location} of services) {
      if (/^uwsgi(-|$)/.test(name))
        yield {
          at: location,
          message: `the service ${name} becomes ${name.toUpperCase().replaceAll('-', '_')}_SERVICE_HOST in every pod, which uWSGI takes for an option`,
          remedy: ['another name', 'enableServiceLinks: false'],
        }
    }
  },
})
