import {environmentError} from '../errors.js'
import type {Host, RunResult} from '../host/host.js'
import {pluginNamed} from '../knowledge/uwsgi-plugins.js'
import type {LintSettings} from '../rules/subjects.js'

/** Where distributions put plugins; a build of one's own looks where it is started, which says nothing. */
const FOLDERS = ['/usr/lib/uwsgi/plugins', '/usr/lib64/uwsgi', '/usr/lib/uwsgi', '/usr/local/lib/uwsgi']
/** It ends by itself; a broken one would wait. */
const TIMEOUT = 10_000
/** Plugins that are asked for their options in one run; one that does not load ends the run. */
const AT_ONCE = 4

/**
 * What the installed uWSGI says of itself: its version, what is built in, the plugins beside it, and every option that it or
 * one of them knows. Nothing is started: it prints and ends.
 *
 * @throws TsgiError environment: there is none.
 */
export async function installedUwsgi(host: Host): Promise<LintSettings> {
  const ask = (...args: string[]) => host.run('uwsgi', args, {timeout: TIMEOUT, cwd: '/'})
  const version = await ask('--version')
  const number = /^\d+\.\d+(\.\d+)*/.exec(version.stdout)?.[0]
  if (version.code !== 0 || number === undefined) throw missing()
  const [builtIn, available] = await Promise.all([ask('--plugins-list', '--no-server'), pluginsBeside(host)])
  const plugins = builtInPlugins(builtIn)
  const loaded = available.filter((it) => !plugins.includes(it.name))
  const words = loaded.map(({word}) => word)
  return {
    ...{
      uwsgiVersion: number,
      builtIn: plugins,
      installedPlugins: ['core', ...plugins, ...loaded.map(({name}) => name)],
    },
    installedOptions: new Set([...optionsIn(await ask('--help')), ...(await optionsOf(words, ask))]),
  }
}

/** Between the two headings, and behind the second with its modifier: `0: python`. */
function builtInPlugins({stdout, stderr}: RunResult): string[] {
  const [, listed = ''] = /loaded generic plugins \*\*\*([\s\S]*?)--- end of plugins list/.exec(stdout + stderr) ?? []
  const words = listed.split('\n').map((line) => line.trim().replace(/^\d+:\s*/, ''))
  return words.filter((word) => /^[\w-]+$/.test(word)).map(pluginNamed)
}

async function pluginsBeside(host: Host): Promise<{word: string; name: string}[]> {
  for (const folder of FOLDERS) {
    const entries = await host.list(folder)
    const found = Array.isArray(entries) ? entries.filter(({name}) => name.endsWith('_plugin.so')) : []
    const words = found.map(({name}) => name.replace(/_plugin\.so$/, ''))
    if (words.length > 0) return words.map((word) => ({word, name: pluginNamed(word)}))
  }
  return []
}

/** Two versions of a language do not load together: each plugin is asked by itself. */
async function optionsOf(words: readonly string[], ask: (...args: string[]) => Promise<RunResult>): Promise<string[]> {
  const found: string[] = []
  for (let at = 0; at < words.length; at += AT_ONCE) {
    const answers = await Promise.all(
      words.slice(at, at + AT_ONCE).map((word) => ask('--plugin', withLanguage(word), '--help')),
    )
    found.push(...answers.flatMap(optionsIn))
  }
  return found
}

/** `gevent_python3` takes what Python's own plugin brings. */
function withLanguage(word: string): string {
  const language = /_(python\d*)$/.exec(word)?.[1]
  return language === undefined ? word : `${language},${word}`
}

/** `    -s|--socket    bind to …`. */
function optionsIn({stdout}: RunResult): string[] {
  return [...stdout.matchAll(/^ +(?:-\S\|)?--([\w-]+)/gm)].map(([, name]) => name!)
}

function missing() {
  return environmentError(
    'TSGI_NO_UWSGI',
    'there is no uwsgi on the PATH to ask',
    'tsgi lint --uwsgi-version 2.0.21 --plugins python3',
  )
}
