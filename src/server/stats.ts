import type {Address} from '../address.js'
import {formatAddress} from '../address.js'
import type {Var} from '../wire/vars.js'
import type {Meter} from './meter.js'

/** What only the process knows of itself. */
export interface ProcessFacts {
  readonly pid: number
  readonly uid: number
  readonly gid: number
  readonly cwd: string
  /** Bytes. */
  readonly rss: number
}

export interface StatsInput {
  /** Shown as the server's version. */
  readonly version: string
  readonly process: ProcessFacts
  readonly sockets: readonly Address[]
  readonly meter: Meter
  /** Milliseconds since the epoch. */
  readonly spawned: number
}

/** Cores shown; a server that had more requests at a time than this has told enough. */
const MAX_CORES = 256

/**
 * The document of uWSGI's stats socket (`core/stats.c`) for one worker, whose cores are the requests in progress.
 * As there, it shows the variables of those requests, cookies and passwords included. Strings are UTF-8.
 */
export function statsDocument({version, process, sockets, meter, spawned}: StatsInput): object {
  return {
    version,
    listen_queue: 0,
    listen_queue_errors: 0,
    signal_queue: 0,
    load: meter.busy,
    pid: process.pid,
    uid: process.uid,
    gid: process.gid,
    cwd: process.cwd,
    locks: [],
    sockets: sockets.map((address) => ({
      name: formatAddress(address),
      proto: 'uwsgi',
      queue: 0,
      max_queue: 0,
      shared: 0,
      can_offload: 0,
    })),
    workers: [worker(process, meter, Math.floor(spawned / 1000))],
  }
}

function worker({pid, rss}: ProcessFacts, meter: Meter, spawned: number): object {
  const {requests, exceptions} = meter
  return {
    id: 1,
    pid,
    accepting: 1,
    requests,
    delta_requests: requests,
    exceptions,
    harakiri_count: 0,
    signals: 0,
    signal_queue: 0,
    status: meter.busy > 0 ? 'busy' : 'idle',
    rss,
    vsz: 0,
    running_time: Math.round(meter.running * 1000),
    last_spawn: spawned,
    respawn_count: 1,
    tx: meter.tx,
    avg_rt: Math.round(meter.average * 1000),
    apps: [{id: 0, modifier1: 0, mountpoint: '', startup_time: 0, requests, exceptions, chdir: ''}],
    cores: cores(meter),
  }
}

function cores(meter: Meter): object[] {
  const known = meter.cores.length > 0 ? meter.cores : [{requests: 0, vars: undefined, started: 0}]
  return known.slice(0, MAX_CORES).map((core, id) => ({
    id,
    requests: core.requests,
    static_requests: 0,
    routed_requests: 0,
    offloaded_requests: 0,
    write_errors: 0,
    read_errors: 0,
    in_request: core.vars === undefined ? 0 : 1,
    vars: core.vars === undefined ? [] : [...core.vars.map(shown), ''],
    req_info: core.vars === undefined ? {} : {request_start: Math.floor(core.started / 1000)},
  }))
}

function shown([name, value]: Var): string {
  return Buffer.from(`${name}=${value}`, 'latin1').toString('utf8')
}
