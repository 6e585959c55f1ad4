import {defineRule} from '../rule.js'

export default defineRule({
  id: 'CO003',
  kind: 'compose',
  name: 'no-daemonize',
  severity: 'error',
  title: 'keep uWSGI in the foreground of its container',
  why: `A container lives as long as its first process. With daemonize that one ends at once, and the container with it.`,
  examples: {
    bad: 'services:\n  shop:\n    image: shop\n    command: uwsgi --socket :3031 --daemonize /var/log/uwsgi.log\n',
    good: 'services:\n  shop:\n    image: shop\n    command: uwsgi --socket :3031\n',
  },
  references: ['https://docs.docker.com/reference/compose-file/services/#command'],

  *run({services}) {
    for (const {uwsgi, nameSpan} of services) {
      const daemonize = uwsgi?.options.find(({name}) => name === 'daemonize' || name === 'daemonize2' || name === 'd')
      if (daemonize)
        yield {
          at: nameSpan.location,
          message: 'uWSGI goes into the background, and the container ends',
          remedy: ['remove daemonize'],
        }
    }
  },
})
