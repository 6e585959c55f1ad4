/** What is worth knowing of an option beyond its type. */
export interface OptionAdvice {
  /** What it is without the option. */
  readonly default: string
  readonly advice: string
  /** What goes wrong without it, or with it. */
  readonly problems?: readonly string[]
}

/** Options that decide how a deployment fares, by the name that comes first among their aliases or the usual one. */
export const OPTION_ADVICE: Readonly<Record<string, OptionAdvice>> = {
  strict: {
    default: 'off',
    advice: 'on: a misspelt option then ends the start instead of doing nothing',
    problems: ['U017', 'U016'],
  },
  master: {
    default: 'off',
    advice: 'on: dead workers are started again; reload, harakiri, stats and touch files need it',
    problems: ['U047', 'U106'],
  },
  'need-app': {
    default: 'off',
    advice: 'on: a start without an application fails instead of serving errors',
    problems: ['U038', 'U039'],
  },
  'single-interpreter': {
    default: 'off',
    advice: 'on with one application: some C extensions break in a sub-interpreter',
    problems: ['U050', 'U051'],
  },
  'enable-threads': {
    default: 'off',
    advice: 'on: threads of the application and of error reporters stand still without it',
    problems: ['U048', 'U049'],
  },
  vacuum: {
    default: 'off',
    advice: 'on: a stopped server leaves no socket file; not with socket activation',
    problems: ['U099'],
  },
  'die-on-term': {
    default: 'off',
    advice:
      'SIGTERM reloads without it; better: hook-master-start = unix_signal:15 gracefully_kill_them_all, which lets requests finish',
    problems: ['U081', 'U082'],
  },
  harakiri: {
    default: 'off',
    advice: 'seconds that a request may take; a little below uwsgi_read_timeout of nginx (60): 50',
    problems: ['U055', 'N008'],
  },
  'harakiri-verbose': {
    default: 'off',
    advice: 'on: says where in the kernel the killed request waited',
    problems: ['U055'],
  },
  'buffer-size': {
    default: '4096',
    advice: '32768: nginx lets about 33 KB of headers through; at most 65535',
    problems: ['U002', 'U064', 'U001'],
  },
  listen: {
    default: '100',
    advice: '1024, if net.core.somaxconn allows it: it bridges bursts and reloads, not slow requests',
    problems: ['U030', 'U031'],
  },
  'socket-timeout': {
    default: '4 seconds',
    advice: 'how long a read or write of a client may take',
    problems: ['U061', 'U062', 'U003'],
  },
  'max-requests': {
    default: 'off',
    advice: '1000 and more against leaks, with max-requests-delta (2.0.29), so that workers do not end together',
    problems: ['U078'],
  },
  'max-worker-lifetime': {
    default: 'off',
    advice: 'seconds; with max-worker-lifetime-delta, so that workers do not end together',
    problems: ['U077'],
  },
  'reload-on-rss': {
    default: 'off',
    advice: 'MB of a worker after which it is replaced: what the machine has, divided by the workers',
    problems: ['U056'],
  },
  'worker-reload-mercy': {
    default: '60 seconds',
    advice: 'not below harakiri, and below TimeoutStopSec or the grace time of the container',
    problems: ['U079', 'U082'],
  },
  'max-fd': {
    default: 'the limit of the process',
    advice: '65536 in containers: tables of file descriptors may take gigabytes',
    problems: ['U096'],
  },
  'thunder-lock': {default: 'off', advice: 'on when both processes and threads are above 1', problems: ['U053']},
  'lazy-apps': {
    default: 'off',
    advice: 'on only when the application does not survive a fork; it costs memory',
    problems: ['U041', 'U057'],
  },
  'memory-report': {default: 'off', advice: 'on: stats show the memory of workers', problems: ['U115']},
  stats: {
    default: 'off',
    advice: 'a unix socket or 127.0.0.1:9191; never a public address',
    problems: ['X002', 'U113'],
  },
  'post-buffering': {
    default: 'off',
    advice: '8192 where no web server collects the body first',
    problems: ['N006', 'U054'],
  },
  'limit-post': {default: 'no limit', advice: 'as large as client_max_body_size', problems: ['U063', 'N016']},
  'ignore-sigpipe': {
    default: 'off',
    advice: 'on behind nginx: lost clients are noise, unless requests are slow',
    problems: ['U060'],
  },
  'disable-write-exception': {
    default: 'off',
    advice: 'on behind nginx: no OSError in the application for a lost client',
    problems: ['U060'],
  },
  uid: {
    default: 'root, when started as root',
    advice: 'a user of its own; not together with User= of a unit',
    problems: ['U044', 'U045', 'U046'],
  },
  gid: {
    default: 'root, when started as root',
    advice: 'the group of the web server, so that it may open the socket',
    problems: ['U044', 'U045'],
  },
  'chmod-socket': {
    default: 'by the umask',
    advice: '660 with chown-socket = app:www-data; without a value it means 666',
    problems: ['N001', 'X003'],
  },
  socket: {
    default: 'none',
    advice: '/run/app/app.sock or 127.0.0.1:3031; it speaks uwsgi, not HTTP; :3031 is open to the network',
    problems: ['U001', 'X001', 'U026', 'U029'],
  },
  http: {
    default: 'none',
    advice: 'a router in front of the workers, with a timeout of its own: for direct use, not behind nginx',
    problems: ['U068', 'U014'],
  },
  'http-socket': {
    default: 'none',
    advice: 'workers that speak HTTP, behind a proxy that speaks HTTP',
    problems: ['N008', 'U064'],
  },
  processes: {
    default: '1',
    advice: 'about twice the cores to begin with; workers and processes are the same option, the last one counts',
    problems: ['U031', 'U073'],
  },
  threads: {
    default: '1',
    advice: 'more for applications that wait; it turns enable-threads on; not with gevent',
    problems: ['U072'],
  },
  cheaper: {default: 'off', advice: 'workers that stay when idle; lower than processes', problems: ['U073', 'U076']},
  gevent: {
    default: 'off',
    advice: '100 and more, two at least; no threads beside it',
    problems: ['U069', 'U071', 'U072'],
  },
  async: {default: 'off', advice: 'needs an engine such as gevent', problems: ['U070']},
  plugins: {
    default: 'none',
    advice: 'first in the file or line: options of a plugin are unknown before it',
    problems: ['U008', 'U011', 'U012', 'U015'],
  },
  module: {
    default: 'none',
    advice: 'a Python module, not a file: app:app is module and callable',
    problems: ['U036', 'U037', 'U035'],
  },
  'wsgi-file': {
    default: 'none',
    advice: 'the path of a Python file, absolute or from chdir',
    problems: ['U034', 'U035'],
  },
  callable: {default: 'application', advice: 'the name of the application object: app for Flask', problems: ['U035']},
  virtualenv: {
    default: 'none',
    advice: 'made by the same Python version as uWSGI has',
    problems: ['U042', 'U043', 'U036'],
  },
  chdir: {
    default: 'where it was started',
    advice: 'the folder of the project: relative paths start there',
    problems: ['U033', 'U034'],
  },
  daemonize: {
    default: 'off',
    advice: 'not under systemd, supervisor or in a container: they take it for the end',
    problems: ['U090', 'U088'],
  },
  pidfile: {default: 'none', advice: 'not needed under systemd', problems: ['U092']},
  logto: {
    default: 'standard error',
    advice: 'not needed under systemd: the journal has it',
    problems: ['U093', 'U094'],
  },
  'py-autoreload': {default: 'off', advice: 'for development only', problems: ['X004']},
  'touch-reload': {
    default: 'none',
    advice: 'a file that reloads everything when it is touched; make it before the start',
    problems: ['U097'],
  },
}
