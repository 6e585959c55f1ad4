import {defineRule} from '../rule.js'

export default defineRule({
  id: 'CO002',
  kind: 'compose',
  name: 'patient-stop',
  severity: 'warning',
  title: 'give the container time to stop',
  why: `docker stop waits ten seconds and kills. Workers that would finish their requests in worker-reload-mercy are cut off.`,
  examples: {
    bad: 'services:\n  shop:\n    image: shop\n    command: uwsgi --socket :3031 --worker-reload-mercy 60\n',
    good: 'services:\n  shop:\n    image: shop\n    command: uwsgi --socket :3031 --worker-reload-mercy 60\n    stop_grace_period: 70s\n',
  },
  references: ['https://docs.docker.com/reference/compose-file/services/#stop_grace_period'],

  *run({services}) {
    for (const {uwsgi, stopGracePeriod, nameSpan} of services) {
      const mercy = Number(uwsgi?.options.findLast(({name}) => name === 'worker-reload-mercy')?.value)
      const grace = stopGracePeriod?.value ?? 10
      if (!(mercy > 0) || grace > mercy) continue
      yield {
        at: (stopGracePeriod ?? nameSpan).location,
        message: `the container is killed after ${grace} s, and a worker may take ${mercy} s to finish`,
        remedy: [`stop_grace_period: ${mercy + 10}s`],
      }
    }
  },
})
