import type {
  CoreStats,
  EmperorStats,
  RouterStats,
  ServerStats,
  SocketStats,
  Stats,
  WorkerStats,
  WorkerStatus,
} from './stats.js'
import {Fields} from './stats-fields.js'
import {withoutSecrets} from './stats-secrets.js'

export interface NormaliseOptions {
  /** Connections that wait at a unix socket, by its name in the stats; `undefined` where that is not known. */
  readonly unixQueue?: (name: string) => number | undefined
  /** Leave cookies, credentials and queries of requests in progress as they are. */
  readonly showSecrets?: boolean
}

/** The document of any of uWSGI's stats servers with names that say what they mean, and units. `undefined`: it is none. */
export function normaliseStats(document: unknown, options: NormaliseOptions = {}): Stats | undefined {
  const fields = new Fields(document)
  if (fields.has('vassals')) return emperorOf(fields)
  if (fields.has('workers')) return serverOf(fields, options)
  if (fields.has('active_sessions') || fields.has('subscriptions')) return routerOf(fields)
  return undefined
}

function serverOf(fields: Fields, options: NormaliseOptions): ServerStats {
  return {
    kind: 'server',
    version: fields.text('version'),
    pid: fields.number('pid'),
    uid: fields.number('uid'),
    gid: fields.number('gid'),
    cwd: fields.text('cwd'),
    load: fields.number('load'),
    signal_queue: fields.number('signal_queue'),
    listen_queue_errors: fields.number('listen_queue_errors'),
    sockets: fields.list('sockets').map((socket) => socketOf(socket, options)),
    workers: fields
      .list('workers')
      .map((worker) => workerOf(worker, options))
      .sort((one, other) => one.id - other.id),
    spoolers: fields.list('spoolers').map((spooler) => ({
      folder: spooler.text('dir'),
      pid: spooler.number('pid'),
      tasks: spooler.number('tasks'),
      is_running: spooler.is('running'),
    })),
    caches: fields.list('caches').map((cache) => ({
      name: cache.text('name'),
      items: cache.number('items'),
      max_items: cache.number('max_items'),
      hits: cache.number('hits'),
      misses: cache.number('miss'),
      full: cache.number('full'),
    })),
  }
}

/** uWSGI reads the queue of a TCP socket from the kernel; of a unix socket it says 0, which is no measurement. */
function socketOf(socket: Fields, {unixQueue}: NormaliseOptions): SocketStats {
  const name = socket.text('name')
  const isTcp = /:\d+$/.test(name)
  const queue = isTcp ? socket.number('queue') : (unixQueue?.(name) ?? null)
  return {name, protocol: socket.text('proto'), queue, max_queue: isTcp ? socket.number('max_queue') : null}
}

function workerOf(worker: Fields, options: NormaliseOptions): WorkerStats {
  return {
    id: worker.number('id'),
    pid: worker.number('pid'),
    status: statusOf(worker.text('status')),
    is_accepting: worker.is('accepting'),
    requests: worker.number('requests'),
    exceptions: worker.number('exceptions'),
    harakiris: worker.number('harakiri_count'),
    respawns: Math.max(0, worker.number('respawn_count') - 1), // it counts the first start too
    rss_bytes: worker.number('rss'),
    vsz_bytes: worker.number('vsz'),
    running_s: worker.number('running_time') / 1e6,
    avg_response_ms: worker.number('avg_rt') / 1e3,
    tx_bytes: worker.number('tx'),
    started_at: worker.number('last_spawn'),
    apps: worker.list('apps').map((app) => ({
      id: app.number('id'),
      mountpoint: app.text('mountpoint'),
      modifier1: app.number('modifier1'),
      requests: app.number('requests'),
      exceptions: app.number('exceptions'),
    })),
    cores: worker.list('cores').map((core) => coreOf(core, options)),
  }
}

function statusOf(text: string): WorkerStatus {
  if (text === 'idle' || text === 'busy' || text === 'cheap' || text === 'pause') return text
  return /^sig\d+$/.test(text) ? 'signal' : 'unknown'
}

function coreOf(core: Fields, {showSecrets = false}: NormaliseOptions): CoreStats {
  const since = core.fields('req_info').number('request_start')
  const variables = core.texts('vars').filter((text) => text !== '')
  return {
    id: core.number('id'),
    is_busy: core.is('in_request'),
    requests: core.number('requests'),
    write_errors: core.number('write_errors'),
    read_errors: core.number('read_errors'),
    variables: showSecrets ? variables : variables.map(withoutSecrets),
    ...(core.is('in_request') && since > 0 ? {since} : {}),
  }
}

function emperorOf(fields: Fields): EmperorStats {
  return {
    kind: 'emperor',
    version: fields.text('version'),
    pid: fields.number('pid'),
    vassals: fields.list('vassals').map((vassal) => ({
      id: vassal.text('id'),
      pid: vassal.number('pid'),
      is_loyal: vassal.is('loyal'),
      is_ready: vassal.is('ready'),
      is_accepting: vassal.is('accepting'),
      is_cursed: vassal.is('cursed'),
      respawns: vassal.number('respawns'),
    })),
    blacklist: fields.list('blacklist').map((entry) => entry.text('id')),
  }
}

function routerOf(fields: Fields): RouterStats {
  return {
    kind: 'router',
    version: fields.text('version'),
    pid: fields.number('pid'),
    active_sessions: fields.number('active_sessions'),
    subscriptions: fields.list('subscriptions').map((subscription) => ({
      key: subscription.text('key'),
      hits: subscription.number('hits'),
      nodes: subscription.list('nodes').map((node) => ({
        name: node.text('name'),
        requests: node.number('requests'),
        failures: node.number('failcnt'),
        is_dead: node.is('death_mark'),
      })),
    })),
  }
}
