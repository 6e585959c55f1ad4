import {walk} from '../config/directive.js'
import type {Location} from '../diagnostics.js'
import {type Check, pass, skip} from './check.js'

/** Rules whose breach breaks a site at once. */
const DECISIVE = ['AP001', 'AP002', 'AP008']

export const apacheProxy: Check = {
  id: 'DR026',
  name: 'apache-proxy',
  hop: 'site',
  severity: 'error',
  title: 'Apache can hand over as it is told',
  why: `Without mod_proxy_uwsgi every request is a 500; so is a target with its parts in the wrong order; and two sockets under one
name are one: the wrong application answers.`,
  async run({route: {web}}) {
    if (web?.kind !== 'apache') return skip('no Apache is on this way')
    const {rules} = await import('../rules/index.js')
    const subject = {...web, kind: 'apache' as const, text: '', settings: {}}
    for (const rule of rules) {
      if (rule.kind !== 'apache' || !DECISIVE.includes(rule.id)) continue
      const [report] = rule.run(subject)
      if (!report) continue
      const text = lineAt(web.directives, report.at)
      return {
        status: 'fail',
        message: report.message,
        location: report.at,
        ...(text === '' ? {} : {evidence: [{text, source: `${report.at.file}:${report.at.line}`}]}),
        cause: rule.why.replaceAll('\n', ' '),
        remedy: [...(report.remedy ?? [rule.title]), `apachectl -t -f ${web.file}`],
      }
    }
    return pass()
  },
}

function lineAt(directives: Parameters<typeof walk>[0], {file, line}: Location): string {
  const found = [...walk(directives)].find(
    ({directive: {location}}) => location.file === file && location.line === line,
  )
  return found ? [found.directive.name, ...found.directive.args.map(({value}) => value)].join(' ') : ''
}
