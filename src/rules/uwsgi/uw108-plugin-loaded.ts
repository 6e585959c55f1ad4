import {uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

/** What Debian and Fedora ship as files of their own. */
const OWN = new Set([
  'http',
  'python',
  'psgi',
  'rack',
  'php',
  'lua',
  'cgi',
  'gevent',
  'asyncio',
  'greenlet',
  'corerouter',
  'fastrouter',
])

export default defineRule({
  id: 'UW108',
  kind: 'uwsgi',
  name: 'plugin-loaded',
  severity: 'error',
  title: 'load the plugin that an option belongs to',
  why: `An option of a plugin that is not loaded is unknown: with strict uWSGI does not start, without it the line does nothing. Debian's
uWSGI has no language and no http router built in.`,
  examples: {
    bad: '[uwsgi]\nplugin = python3\nmodule = shop.wsgi\nhttp = :8000\n',
    good: '[uwsgi]\nplugin = python3,http\nmodule = shop.wsgi\nhttp = :8000\n',
  },
  references: ['https://uwsgi-docs.readthedocs.io/en/latest/Plugins.html'],

  *run({config, settings: {builtIn}}) {
    // A build with everything inside loads nothing; one that loads its language has little else built in.
    const isModular = config.plugins.length > 0
    if (!isModular && !builtIn) return
    const seen = new Set<string>()
    for (const {name, option, isCertain} of config.options) {
      const plugin = uwsgiOption(name)?.plugin ?? 'core'
      if (plugin === 'core' || !isCertain || config.plugins.includes(plugin) || seen.has(plugin)) continue
      if (!OWN.has(plugin)) continue
      seen.add(plugin)
      yield {
        at: option.nameSpan.location,
        severity: builtIn ? 'error' : 'warning',
        message: `${name} belongs to the ${plugin} plugin, which is not loaded`,
        remedy: [`plugin = ${plugin}`],
      }
    }
  },
})
