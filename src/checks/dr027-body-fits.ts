import {logCheck} from './log-check.js'

export const bodyFits = logCheck({
  id: 'DR027',
  name: 'body-fits',
  hop: 'site',
  severity: 'error',
  title: 'uploads fit into client_max_body_size',
  why: 'nginx refuses a larger body with 413 before uWSGI hears of it; the default is 1 MB.',
  problems: ['N016'],
})
