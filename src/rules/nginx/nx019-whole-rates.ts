import {walk} from '../../config/directive.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'NX019',
  kind: 'nginx',
  name: 'whole-rates',
  severity: 'error',
  title: 'give the rate of limit_req_zone as a whole number',
  why: `nginx takes 10r/s and 30r/m but no fraction: 0.5r/s is "invalid rate", and nginx does not start.`,
  examples: {
    bad: 'limit_req_zone $binary_remote_addr zone=shop:10m rate=0.5r/s;\n',
    good: 'limit_req_zone $binary_remote_addr zone=shop:10m rate=30r/m;\n',
  },
  references: ['https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_zone'],

  *run({directives}) {
    for (const {directive} of walk(directives)) {
      const rate = directive.name === 'limit_req_zone' && directive.args.find(({value}) => value.startsWith('rate='))
      const [, count, unit] = (rate && /^rate=(\d*\.\d+)r\/([sm])$/.exec(rate.value)) || []
      if (!rate || count === undefined) continue
      const perMinute = Number(count) * (unit === 's' ? 60 : 1)
      const {file} = rate.location
      const text = `rate=${perMinute}r/m`
      yield {
        at: rate.location,
        message: `${rate.value} is no whole number: nginx does not start`,
        remedy: [text],
        ...(Number.isInteger(perMinute) && perMinute > 0
          ? {fix: {safe: true, edits: [{file, start: rate.start, end: rate.end, text}]}}
          : {}),
      }
    }
  },
})
