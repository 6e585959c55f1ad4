import {logCheck} from './log-check.js'

export const noHarakiri = logCheck({
  id: 'DR062',
  name: 'no-harakiri',
  hop: 'workers',
  severity: 'error',
  title: 'no request is ended by harakiri',
  why: 'A request that takes longer than harakiri is ended with its worker: the web server answers 502 after just that time.',
  problems: ['U055'],
})
