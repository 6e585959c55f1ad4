import {logCheck} from './log-check.js'

export const responseHeadersFit = logCheck({
  id: 'DR071',
  name: 'response-headers-fit',
  hop: 'application',
  severity: 'error',
  title: 'the headers of answers fit into the buffer of the web server',
  why: 'nginx answers 502 when the headers of the application (cookies) exceed uwsgi_buffer_size: "upstream sent too big header".',
  problems: ['N010'],
})
