import {under} from '../../config/yaml-tree.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'CO004',
  kind: 'compose',
  name: 'bounded-descriptors',
  severity: 'info',
  title: 'bound the number of open files in a container',
  why: `uWSGI makes tables for as many descriptors as the limit of the container allows, which may be a billion: gigabytes of memory before
the first request.`,
  examples: {
    bad: 'services:\n  shop:\n    image: shop\n    command: uwsgi --socket :3031\n',
    good: 'services:\n  shop:\n    image: shop\n    command: uwsgi --socket :3031 --max-fd 65536\n',
  },
  references: ['https://github.com/unbit/uwsgi/issues/2299'],

  *run({services}) {
    for (const {uwsgi, node, nameSpan} of services) {
      if (!uwsgi || uwsgi.options.some(({name}) => name === 'max-fd') || under(node, 'ulimits', 'nofile')) continue
      if (uwsgi.options.some(({name}) => /^(ini|yaml|json|xml|\(file\))$/.test(name))) continue // the file may say it
      yield {
        at: nameSpan.location,
        message: 'uWSGI makes tables for as many files as the container may open',
        remedy: ['max-fd = 65536', 'ulimits: {nofile: 65536}'],
      }
    }
  },
})
