import {defineRule} from '../rule.js'

export default defineRule({
  id: 'KU002',
  kind: 'kubernetes',
  name: 'patient-stop',
  severity: 'warning',
  title: 'give the pod time to stop',
  why: `Kubernetes waits thirty seconds and kills. Workers that would finish their requests in worker-reload-mercy are cut off.`,
  examples: {
    bad: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          command: ["uwsgi", "--socket", ":3031", "--worker-reload-mercy", "60"]\n',
    good: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      terminationGracePeriodSeconds: 75\n      containers:\n        - name: web\n          command: ["uwsgi", "--socket", ":3031", "--worker-reload-mercy", "60"]\n',
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],

  *run({workloads}) {
    for (const {containers, gracePeriod} of workloads) {
      for (const container of containers) {
        const mercy = Number(container.uwsgi?.options.findLast(({name}) => name === 'worker-reload-mercy')?.value)
        const grace = gracePeriod?.value ?? 30
        if (!(mercy > 0) || grace > mercy) continue
        yield {
          at: (gracePeriod ?? container).location,
          message: `the pod is killed after ${grace} s, and a worker may take ${mercy} s to finish`,
          remedy: [`terminationGracePeriodSeconds: ${mercy + 15}`],
        }
      }
    }
  },
})
