/** What one `modifier1` means to a uWSGI 2.0.x, read in its plugins and tried on 2.0.21. */
export interface Modifier {
  /** `modifier1`, 0–255. */
  readonly number: number
  /** What it is called on the command line. */
  readonly name: string
  /** The plugin that answers it, as `plugins =` names it; absent where no plugin of 2.0.x does. */
  readonly plugin?: string
  /** What the block behind the header holds. */
  readonly asks: string
  /** What comes back when all is well. */
  readonly answers: string
  /** Why nothing at all comes back, the most likely cause first; besides a plugin that is not loaded. */
  readonly silence?: readonly string[]
}

const VARIABLES = 'variables, then the body'
const HTTP = 'an HTTP response without framing'
const NOTHING = 'nothing: no plugin of uWSGI 2.0 answers it'
/** The cause when it was a packet of size 0. */
export const EMPTY_PACKET = 'the packet had no variables: "Empty … request. skip."'
const APPLICATION_SILENCE = [
  'the application failed before it started its response; the log of uWSGI has the traceback',
  EMPTY_PACKET,
  'a variable, their number or the block was over a limit (buffer-size, max-vars, limit-post)',
]
const NO_APPLICATION = ['no application of this language is loaded', ...APPLICATION_SILENCE]

const application = (number: number, name: string, silence: readonly string[]): Modifier => ({
  number,
  name,
  plugin: name,
  asks: VARIABLES,
  answers: HTTP,
  silence,
})

/** In ascending order. Numbers that are missing mean nothing to any plugin of 2.0.x. */
export const MODIFIERS: readonly Modifier[] = [
  {...application(0, 'request', APPLICATION_SILENCE), plugin: 'python3'},
  application(5, 'psgi', NO_APPLICATION),
  application(6, 'lua', ['no Lua application is loaded, or it raised an error', ...APPLICATION_SILENCE]),
  application(7, 'rack', NO_APPLICATION),
  application(8, 'jvm', NO_APPLICATION),
  application(9, 'cgi', ['the path is outside the folder of scripts: "CGI security error"', ...APPLICATION_SILENCE]),
  application(11, 'gccgo', NO_APPLICATION),
  application(14, 'php', APPLICATION_SILENCE),
  application(15, 'mono', NO_APPLICATION),
  {
    number: 17,
    name: 'spooler',
    plugin: 'spooler',
    asks: 'variables: the task',
    answers: 'ff 00 00 01 when the task is stored, ff 00 00 00 when it is not',
    silence: [],
  },
  application(18, 'symcall', APPLICATION_SILENCE),
  application(19, 'ssi', APPLICATION_SILENCE),
  application(23, 'xslt', APPLICATION_SILENCE),
  application(24, 'v8', NO_APPLICATION),
  application(25, 'gridfs', APPLICATION_SILENCE),
  application(27, 'glusterfs', APPLICATION_SILENCE),
  application(28, 'rados', APPLICATION_SILENCE),
  {...application(30, 'python-mount', APPLICATION_SILENCE), plugin: 'python3'},
  application(35, 'webdav', APPLICATION_SILENCE),
  {number: 72, name: 'http', asks: 'an HTTP request: 72 is the H of HTTP', answers: NOTHING},
  {number: 97, name: 'reload', asks: 'nothing', answers: NOTHING},
  {number: 98, name: 'reload-brutal', asks: 'nothing', answers: NOTHING},
  {
    number: 100,
    name: 'ping',
    plugin: 'ping',
    asks: 'nothing',
    answers: '64 00 00 01, or a warning of the server in the block',
    silence: [],
  },
  {
    number: 101,
    name: 'echo',
    plugin: 'echo',
    asks: 'any block',
    answers: 'the block, without a header',
    silence: ['the block was empty: its echo is empty'],
  },
  {number: 109, name: 'legion', asks: 'an encrypted message of a cluster, by UDP', answers: 'nothing'},
  {
    number: 110,
    name: 'signal',
    plugin: 'signal',
    asks: 'nothing: modifier2 is the number of the signal',
    answers: 'ff 00 00 01 when the signal is queued, handler or not; ff 00 00 00 when the queue is full',
    silence: [],
  },
  {
    number: 111,
    name: 'cache',
    plugin: 'cache',
    asks: 'variables with modifier2 17: cmd, key, cache, size, expires; then the value',
    answers: 'a packet with status=ok, then the value',
    silence: [
      'there is no such key, or it has expired',
      'there is no cache of that name, or no cache at all (cache2 = name=…)',
      'set: the key exists already; update replaces it',
      'set or update: key or value are larger than the cache takes (keysize, blocksize), or the cache is full',
    ],
  },
  {number: 115, name: 'emperor', asks: 'variables: the configuration of a vassal', answers: 'nothing'},
  {number: 123, name: 'http-raw', asks: 'nothing: the router announces a raw body', answers: 'nothing'},
  {
    number: 173,
    name: 'rpc',
    plugin: 'rpc',
    asks: 'an array: the function, then its arguments',
    answers: 'a packet with the result; with modifier2 5 its length, then the result',
    silence: [
      'there is no function of that name in this process (uwsgi.register_rpc)',
      'the function raised an exception; the log of uWSGI has it',
      'the function returned nothing, or text instead of bytes (Python 3)',
    ],
  },
  {number: 200, name: 'close', asks: 'nothing: the close mark of persistent connections', answers: NOTHING},
  {
    number: 224,
    name: 'subscription',
    asks: 'variables: key, address, load, weight; modifier2 1 takes the subscription back',
    answers: 'nothing: it goes to a router by UDP or a datagram socket',
  },
  {number: 255, name: 'response', asks: 'nothing: it marks the answer of signal and spooler', answers: 'nothing'},
]

/** Other words for the same numbers. */
const ALIASES: Readonly<Record<string, string>> = {
  python: 'request',
  python3: 'request',
  wsgi: 'request',
  perl: 'psgi',
  ruby: 'rack',
  lua51: 'lua',
  java: 'jvm',
  go: 'gccgo',
  spool: 'spooler',
  subscribe: 'subscription',
}

/** The names of {@link MODIFIERS}, for a did-you-mean. */
export const MODIFIER_NAMES: readonly string[] = [...MODIFIERS.map(({name}) => name), ...Object.keys(ALIASES)]

/** What is known of a number; `undefined` when it means nothing to any plugin of 2.0.x. */
export function modifierByNumber(number: number): Modifier | undefined {
  return MODIFIERS.find((modifier) => modifier.number === number)
}

/** What is known of a name, in any case. */
export function modifierByName(name: string): Modifier | undefined {
  const lower = name.toLowerCase()
  return MODIFIERS.find((modifier) => modifier.name === (ALIASES[lower] ?? lower))
}
