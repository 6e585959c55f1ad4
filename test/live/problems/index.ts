import type {Breakage} from './breakage.js'
import {loadingBreakages} from './loading.js'
import {runningBreakages} from './running.js'
import {startingBreakages} from './starting.js'
import {systemdBreakages} from './systemd.js'
import {webBreakages} from './web.js'

/** Every way in which the live tests break a deployment. */
export const breakages: readonly Breakage[] = [
  ...startingBreakages,
  ...loadingBreakages,
  ...runningBreakages,
  ...webBreakages,
  ...systemdBreakages,
]
