import type {Application, Service} from './deployment.js'
import type {Draft} from './draft.js'
import {absolutePath} from './grammar/paths.js'
import {integer, mebibytes, seconds} from './grammar/quantities.js'
import {oneOf} from './grammar/refusal.js'

const DAY = 86_400

export function resolveService({service}: Draft, applications: readonly Application[]): Service {
  const mercy = Math.max(...applications.map(({uwsgi}) => uwsgi.mercy))
  return {
    manager: service.get('manager', oneOf(['systemd', 'none'])) ?? 'systemd',
    kind: service.get('kind', oneOf(['service', 'socket', 'template', 'emperor'])) ?? 'service',
    hardening: service.get('hardening', oneOf(['none', 'standard', 'strict'])) ?? 'standard',
    uwsgi: service.get('uwsgi', absolutePath) ?? uwsgiOf(applications),
    tsgi: service.get('tsgi', absolutePath) ?? '/usr/local/bin/tsgi',
    stopTimeout: service.get('stop-timeout', seconds(1, DAY)) ?? mercy + 10,
    startTimeout: service.get('start-timeout', seconds(1, DAY)) ?? 90,
    maxOpenFiles: service.get('max-open-files', integer(64, 1_048_576)) ?? 65_535,
    memoryMax: service.get('memory-max', mebibytes()) ?? 0,
  }
}

/** pip puts it into the virtual environment, where there is one. */
function uwsgiOf(applications: readonly Application[]): string {
  const [first] = applications
  const isPips = first?.uwsgi.build === 'embedded' && first.entry.language === 'python'
  const virtualenv = isPips && first.entry.language === 'python' ? first.entry.virtualenv : undefined
  return virtualenv === undefined ? '/usr/bin/uwsgi' : `${virtualenv}/bin/uwsgi`
}
