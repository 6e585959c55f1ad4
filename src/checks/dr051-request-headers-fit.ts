import {logCheck} from './log-check.js'

export const requestHeadersFit = logCheck({
  id: 'DR051',
  name: 'request-headers-fit',
  hop: 'queue',
  severity: 'error',
  title: 'the headers of requests fit into buffer-size',
  why: 'uWSGI resets a request with more headers than buffer-size (4096): 502, "recv() failed (104: Connection reset by peer)".',
  problems: ['U002', 'U004'],
})
