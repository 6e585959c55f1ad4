import {configureSteps, verifyConfigured} from './configure.js'
import {connectSteps, verifyConnected} from './connect.js'
import {installSteps, missingNeeds} from './install.js'
import {startSteps} from './start.js'
import type {Step, StepName} from './step.js'
import {verifyStarted} from './verify-start.js'

/** The four steps, each with what it does and how it is verified. */
export const steps: Readonly<Record<StepName, Step>> = {
  install: {
    name: 'install',
    title: 'Install uWSGI, its plugins and the web server',
    wanted: ({deployment, machine, host}) => installSteps(deployment, machine, host),
    verify: async ({deployment, machine, host}) => {
      const missing = await missingNeeds(deployment, machine, host)
      if (missing.length > 0) return missing.map((what) => ({ok: false, what: `${what} is missing`}))
      return [{ok: true, what: 'uWSGI, its plugins and the web server are installed'}]
    },
  },
  configure: {
    name: 'configure',
    title: 'Configure uWSGI',
    wanted: configureSteps,
    verify: verifyConfigured,
  },
  connect: {
    name: 'connect',
    title: 'Connect the web server',
    wanted: connectSteps,
    verify: verifyConnected,
  },
  start: {
    name: 'start',
    title: 'Start, and test',
    wanted: startSteps,
    verify: verifyStarted,
  },
}
