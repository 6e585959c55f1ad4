import {compareVersions, hasOption, type OptionFacts, uwsgiOption} from '../../knowledge/uwsgi-options.js'
import {defineRule} from '../rule.js'

export default defineRule({
  id: 'UW109',
  kind: 'uwsgi',
  name: 'option-of-version',
  severity: 'warning',
  title: 'use options that the installed version has',
  why: `The documentation describes the development version. An option that the installed one does not know is a placeholder without effect,
and with strict the end of the start.`,
  examples: {
    bad: '[uwsgi]\ndynamic-apps = false\n',
    good: '[uwsgi]\nmax-apps = 1\n',
  },
  references: ['https://github.com/unbit/uwsgi/tree/uwsgi-2.0'],

  *run({config, settings: {uwsgiVersion, installedOptions, installedPlugins}}) {
    for (const {name, option} of config.options) {
      const facts = uwsgiOption(name)
      const version = uwsgiVersion ?? '2.0.31'
      if (!facts || installedOptions?.has(name)) continue
      // A plugin that is there and did not load by itself told nothing of its options.
      const isThere = installedPlugins?.includes(facts.plugin) ?? true
      if (installedOptions && !isThere && hasOption(facts, version)) {
        yield {at: option.nameSpan.location, severity: 'error', message: notInstalled(name, facts)}
        continue
      }
      if (hasOption(facts, version)) continue
      const isLater = facts.since !== undefined && compareVersions(version, facts.since) < 0
      yield {
        at: option.nameSpan.location,
        severity: uwsgiVersion ? 'error' : 'warning',
        message: isLater
          ? `${name} needs uWSGI ${facts.since}; ${uwsgiVersion ?? 'the released 2.0'} does not have it`
          : `uWSGI ${facts.removedIn} took ${name} away`,
      }
    }
  },
})

function notInstalled(name: string, {plugin}: OptionFacts): string {
  return `the installed uWSGI does not know ${name}: it has no plugin ${plugin}`
}
