import {type Check, pass, skip} from './check.js'

export const modifierLoaded: Check = {
  id: 'DR025',
  name: 'modifier-loaded',
  hop: 'site',
  severity: 'error',
  title: 'uWSGI has the plugin that the modifier asks for',
  why: 'A modifier without its plugin is closed without a byte: a 502, and "unavailable modifier requested" in the log of uWSGI.',
  async run({route: {target, uwsgi}, probes}) {
    if (!uwsgi) return skip('no uWSGI is on this way')
    const logs = await probes.uwsgiLogs()
    const [line, number] = /-- unavailable modifier requested: (\d+) --/.exec(logs.text) ?? []
    if (logs.paths.length === 0) return skip('no log of uWSGI is known')
    if (line === undefined || Number(number) !== (target?.modifier1 ?? 0)) return pass()
    const missing = Number(number) === 0
    return {
      status: 'fail',
      message: missing
        ? 'uWSGI has no plugin for requests of Python (modifier 0)'
        : `the web server asks for modifier ${number}, and uWSGI has no plugin for it`,
      ...(target ? {location: target.at} : {}),
      evidence: [{text: line, source: uwsgi.logs[0] ?? 'the log of uWSGI'}],
      cause: missing
        ? 'the plugin of the language is not loaded'
        : 'uwsgi_modifier1 is for another language, or copied',
      remedy: missing
        ? ['plugin = python3 in the configuration of uWSGI']
        : [`take "uwsgi_modifier1 ${number};" away`, `tsgi explain modifier ${number}`],
    }
  },
}
