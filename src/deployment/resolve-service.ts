import type {Application, Service} from './deployment.js'
import type {Draft} from './draft.js'
import {SERVICE} from './fields.js'

const _DAY = 86_400

export function resolveService({service}: Draft, applications: readonly Application[]): Service {
  const mercy = Math.max(...applications.map(({uwsgi}) => uwsgi.mercy))
  return {
    manager: service.get('manager', SERVICE.manager) ?? 'systemd',
    kind: service.get('kind', SERVICE.kind) ?? 'service',
    hardening: service.get('hardening', SERVICE.hardening) ?? 'standard',
    uwsgi: service.get('uwsgi', SERVICE.uwsgi) ?? uwsgiOf(applications),
    tsgi: service.get('tsgi', SERVICE.tsgi) ?? '/usr/local/bin/tsgi',
    stopTimeout: service.get('stop-timeout', SERVICE['stop-timeout']) ?? mercy + 10,
    startTimeout: service.get('start-timeout', SERVICE['start-timeout']) ?? 90,
    maxOpenFiles: service.get('max-open-files', SERVICE['max-open-files']) ?? 65_535,
    memoryMax: service.get('memory-max', SERVICE['memory-max']) ?? 0,
  }
}

/** pip puts it into the virtual environment, where there is one. */
function uwsgiOf(applications: readonly Application[]): string {
  const [first] = applications
  const isPips = first?.uwsgi.build === 'embedded' && first.entry.language === 'python'
  const virtualenv = isPips && first.entry.language === 'python' ? first.entry.virtualenv : undefined
  return virtualenv === undefined ? '/usr/bin/uwsgi' : `${virtualenv}/bin/uwsgi`
}
