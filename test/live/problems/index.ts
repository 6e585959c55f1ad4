import type {Breakage} from './breakage.js'
import {frontBreakages} from './fronts.js'
import {listeningBreakages} from './listening.js'
import {loadingBreakages} from './loading.js'
import {nginxBreakages} from './nginx.js'
import {runningBreakages} from './running.js'
import {startingBreakages} from './starting.js'
import {systemdBreakages} from './systemd.js'
import {workerBreakages} from './workers.js'

/** Every way in which the live tests break a deployment. */
export const breakages: readonly Breakage[] = [
  ...startingBreakages,
  ...listeningBreakages,
  ...loadingBreakages,
  ...runningBreakages,
  ...workerBreakages,
  ...nginxBreakages,
  ...frontBreakages,
  ...systemdBreakages,
]
