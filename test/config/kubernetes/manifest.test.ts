import {expect, test} from 'vitest'
import {readManifests} from '../../../src/config/kubernetes/manifest.js'

const TEXT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    metadata:
      labels: {app: shop}
    spec:
      terminationGracePeriodSeconds: 75
      containers:
        - name: app
          image: shop:1
          command: ["uwsgi"]
          args: ["--ini", "/etc/uwsgi.ini", "-p4"]
          env:
            - name: UWSGI_THREADS
              value: "2"
            - name: SECRET
              valueFrom: {secretKeyRef: {name: s, key: k}}
          ports:
            - containerPort: 8080
          readinessProbe:
            httpGet: {path: /health, port: 8080}
          livenessProbe:
            tcpSocket: {port: web}
          lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}
---
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports:
    - port: 80
      targetPort: 8080
    - port: 81
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data:
  uwsgi.ini: |
    [uwsgi]
    master = true
---
kind: List
items:
  - kind: CronJob
    metadata: {name: nightly}
    spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: x}]}}}}}
  - kind: Pod
    metadata: {name: one}
`

test('what concerns uWSGI, with places', async () => {
  const {workloads, services, configFiles, problems} = await readManifests(TEXT, 'all.yaml')
  expect(problems).toEqual([])
  expect(workloads.map(({kind, name}) => `${kind} ${name}`)).toEqual(['Deployment shop', 'CronJob nightly'])
  const [shop] = workloads
  expect(shop).toMatchObject({labels: {app: 'shop'}, gracePeriod: {value: 75, location: {line: 9, column: 38}}})
  const [app] = shop!.containers
  expect(app).toMatchObject({
    name: 'app',
    image: {value: 'shop:1'},
    environment: [{name: 'UWSGI_THREADS', value: '2'}, {name: 'SECRET'}],
    ports: [{value: '8080'}],
    hasPreStop: true,
    probes: [
      {name: 'readinessProbe', asks: 'httpGet', port: {value: '8080'}},
      {name: 'livenessProbe', asks: 'tcpSocket', port: {value: 'web'}},
    ],
  })
  expect(app!.uwsgi!.options.map(({name, value, location}) => [name, value, location.line])).toEqual([
    ['ini', '/etc/uwsgi.ini', 14],
    ['processes', '4', 14],
  ])
  expect(services).toMatchObject([
    {
      name: 'shop',
      selector: {app: 'shop'},
      ports: [
        {port: {value: '80'}, target: {value: '8080'}},
        {port: {value: '81'}, target: {value: '81'}},
      ],
    },
  ])
  expect(configFiles).toMatchObject([
    {map: 'conf', name: 'uwsgi.ini', text: '[uwsgi]\nmaster = true\n', location: {line: 42}},
  ])
})

test.each(['', 'kind: Deployment', 'kind: Pod\nspec: []', 'kind: [x]', '- a\n- b', 'kind: List\nitems: 5', '\0', '{'])(
  '%j is read too',
  async (text) => {
    expect((await readManifests(text, 'a')).services).toEqual([])
  },
)
