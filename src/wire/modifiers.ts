/**
 * Values of `modifier1` that uWSGI 2.0 answers, by the plugin that owns them. Everything else it calls "unavailable" and
 * closes without a byte. A web server sends `request` (0) unless told otherwise.
 */
export const Modifier1 = {
  /** Python; and the default application of Perl or Ruby when no plugin owns 0. */
  request: 0,
  psgi: 5,
  lua: 6,
  rack: 7,
  jvm: 8,
  cgi: 9,
  gccgo: 11,
  php: 14,
  mono: 15,
  spooler: 17,
  symcall: 18,
  ssi: 19,
  xslt: 23,
  v8: 24,
  gridfs: 25,
  glusterfs: 27,
  rados: 28,
  /** Python again. Was meant to strip SCRIPT_NAME from PATH_INFO; under Python 3 it does not. */
  pythonAlias: 30,
  webdav: 35,
  ping: 100,
  echo: 101,
  legion: 109,
  signal: 110,
  cache: 111,
  emperor: 115,
  httpRouter: 123,
  rpc: 173,
  subscription: 224,
  example: 250,
  /** Never sent: the first byte of the answer of `signal` and `spooler`. */
  acknowledgement: 255,
} as const

/** The name of a value of `modifier1` in {@link Modifier1}; `undefined` for one that nothing answers. */
export function modifierName(modifier1: number): keyof typeof Modifier1 | undefined {
  for (const [name, value] of Object.entries(Modifier1)) {
    if (value === modifier1) return name as keyof typeof Modifier1
  }
  return undefined
}
