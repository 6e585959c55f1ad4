import {logCheck} from './log-check.js'

export const noKills = logCheck({
  id: 'DR063',
  name: 'no-kills',
  hop: 'workers',
  severity: 'error',
  title: 'no worker is killed or crashes',
  why: 'A worker that is killed takes its request with it: 502. Signal 9 without harakiri is mostly the memory killer.',
  problems: ['U056', 'U057', 'U058'],
  unless: ['U055'],
})
