/**
 * Names of plugins as distributions build them, and the plugin of the sources that each one is:
 * Debian has `python311`, `rack_ruby31`, `gevent_python3`; Fedora `python3`; Alpine `gevent3`.
 */
const VARIANT = /^(python|pypy|lua|rack|php|gevent|asyncio|greenlet|tornado)\d*(_python\d*|_ruby\d*)?$|_openjdk\d+$/

/** The plugin that a word of `plugin =` loads: `0:/usr/lib/uwsgi/plugins/python311_plugin.so` is `python`. */
export function pluginNamed(word: string): string {
  const name = word
    .trim()
    .replace(/^\d+:/, '')
    .replace(/^.*\//, '')
    .replace(/_plugin\.so$|\.so$/, '')
  return name.replace(VARIANT, (_, base: string | undefined) => base ?? '')
}

/** The plugins that a value of `plugin =` names, with what it says of each: `0:cgi` gives it the modifier 0. */
export function pluginsIn(value: string): readonly {readonly word: string; readonly plugin: string}[] {
  return value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => ({word, plugin: pluginNamed(word)}))
}
