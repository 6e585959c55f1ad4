import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'CO001',
  kind: 'compose',
  name: 'uwsgi-variables',
  severity: 'warning',
  title: 'give variables of the application other names',
  why: `uWSGI takes every variable that begins with UWSGI_ for an option. One that is none is a placeholder without effect, and with strict the
end of the start.`,
  examples: {
    bad: 'services:\n  shop:\n    image: shop\n    environment:\n      UWSGI_PORT: "3031"\n',
    good: 'services:\n  shop:\n    image: shop\n    environment:\n      SHOP_PORT: "3031"\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2277'],

  *run({services}) {
    for (const {name, location} of services.flatMap(({environment}) => environment)) {
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
