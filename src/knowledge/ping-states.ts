/** What a failed ping means for somebody who has to repair it. */
export interface PingAdvice {
  /** What it is, lower case, no full stop. */
  readonly sentence: string
  /** Most likely first. */
  readonly causes: readonly string[]
  /** What to type next, most direct first. */
  readonly next: readonly string[]
}

/** What the advice is about, ready to be typed into a shell. */
export interface PingPlace {
  readonly kind: 'unix' | 'abstract' | 'tcp'
  /** As `tsgi` takes it. */
  readonly socket: string
  /** The file of a unix socket as other programs take it, or the name of an abstract one as `ss` shows it; empty for TCP. */
  readonly file: string
  /** Host and port; empty unless TCP. */
  readonly host: string
  readonly port: string
  /** What was asked for with a GET; empty when no request was sent. */
  readonly path: string
}

const STATUS = 'systemctl status uwsgi'

/** Each state of a ping that is no plain pong, with its causes (measured against uWSGI 2.0.21). */
export const pingAdvice = {
  warning: ({socket}) => ({
    sentence: 'uWSGI answers, and carries a warning',
    causes: ['the application or a plugin has set a warning message; its text is above'],
    next: [`tsgi identify ${socket}`],
  }),
  alive: ({socket}) => ({
    sentence: 'it accepts and closes without a byte: uWSGI without the ping plugin, or something that closes',
    causes: [
      'the ping plugin is not loaded (Debian embeds none: plugin = ping)',
      'another kind of server, which closes what it does not understand',
    ],
    next: [`tsgi identify ${socket}`, `tsgi ping --path / ${socket}`],
  }),
  stats: ({socket}) => ({
    sentence: 'this is a stats server, not the socket that requests go to',
    causes: ['the address is that of "stats =", not that of "socket ="'],
    next: ["grep -rn 'socket *=' /etc/uwsgi", `tsgi identify ${socket}`],
  }),
  silent: ({socket}) => ({
    sentence: 'it accepts connections, and nothing comes back',
    causes: [
      'every worker is busy or stuck, and requests wait in the queue (more processes, harakiri, a slow backend)',
      'it speaks another protocol: an http-socket, FastCGI or SCGI waits for the rest of a request',
      'it is a puwsgi-socket, which never answers a ping',
      'the workers are still starting, or the server is stopped (SIGSTOP, a debugger)',
    ],
    next: [`tsgi identify ${socket}`, `tsgi ping -W 30s ${socket}`, STATUS],
  }),
  garbled: (place) => (place.path === '' ? garbledPong(place) : garbledRequest(place)),
  refused: (place) => (place.kind === 'unix' ? refusedFile(place) : refusedPort(place)),
  missing: ({socket}) => ({
    sentence: 'there is no socket file of that name',
    causes: [
      'uWSGI is not running: it creates the file when it starts',
      '"socket =" names another path (a relative path starts where uWSGI was started)',
      'the file was deleted while uWSGI runs, or the service has a /tmp of its own (PrivateTmp)',
    ],
    next: [STATUS, 'ss -xlp | grep uwsgi', `tsgi ping --wait-up 30s ${socket}`],
  }),
  denied: ({kind, socket, file}) =>
    kind === 'tcp'
      ? {
          sentence: 'this machine does not let the connection out',
          causes: ['a firewall rule of this machine', 'AppArmor, SELinux or seccomp forbids it'],
          next: ['sudo nft list ruleset'],
        }
      : {
          sentence: 'this user may not connect',
          causes: [
            'what is named above is closed to this user: chmod-socket = 660 and chown-socket = USER:GROUP open a socket',
            'AppArmor or SELinux forbids it',
          ],
          next: [`namei -l ${file}`, 'id', `sudo tsgi ping ${socket}`],
        },
  'backlog-full': (place) => ({
    sentence: 'its listen queue is full: it takes no more connections',
    causes: [
      'every worker is busy or stuck, and requests come faster than they are answered',
      'the queue is short (listen = 100 by default; net.core.somaxconn is its upper limit)',
      'the server is stopped (SIGSTOP, a debugger)',
    ],
    next: [place.kind === 'tcp' ? `ss -tln 'sport = :${place.port}'` : `ss -xl | grep -F ${place.file}`, STATUS],
  }),
  unresolved: ({host}) => ({
    sentence: 'the host name has no address',
    causes: [
      'the name is misspelt',
      'the name server is wrong or does not answer',
      'the container of that name is not running, or not on this network',
    ],
    next: [`getent hosts ${host}`, 'cat /etc/resolv.conf'],
  }),
  unreachable: ({host}) => ({
    sentence: 'no connection came about',
    causes: ['a firewall drops the packets', 'the host is down, or the address is wrong', 'there is no route to it'],
    next: host === '' ? [STATUS] : [`ip route get ${host}`, `ping -c 1 ${host}`],
  }),
} satisfies Readonly<Record<string, (place: PingPlace) => PingAdvice>>

function garbledPong({socket}: PingPlace): PingAdvice {
  return {
    sentence: 'something answers, but not with a pong',
    causes: [
      'another server listens there: HTTP, a database, ssh',
      'the server resets connections: it does not take uwsgi packets, or it is crashing',
    ],
    next: [`tsgi identify ${socket}`],
  }
}

function garbledRequest({socket, path}: PingPlace): PingAdvice {
  return {
    sentence: 'the request was not answered as expected',
    causes: [
      'the application has no such page, or fails on it (its traceback is in the uWSGI log)',
      'no application is loaded, or the worker was killed while it worked (harakiri, out of memory)',
      'it is not a uwsgi socket',
    ],
    next: [`tsgi request ${socket} ${path} -i`, `tsgi identify ${socket}`],
  }
}

function refusedFile({socket, file}: PingPlace): PingAdvice {
  return {
    sentence: 'the file is there, but nobody listens on it',
    causes: [
      'uWSGI has stopped or crashed and left its socket file behind (vacuum = true removes it)',
      'uWSGI is starting and does not listen yet',
      'the file is not a socket, or not the one that uWSGI made',
    ],
    next: [STATUS, `ss -xlp | grep -F ${file}`, `tsgi ping --wait-up 30s ${socket}`],
  }
}

function refusedPort({kind, socket, file, port}: PingPlace): PingAdvice {
  return {
    sentence: 'nobody listens there',
    causes: [
      'uWSGI is not running, or has crashed',
      kind === 'tcp'
        ? 'it listens on another port or address (127.0.0.1 is reachable from this machine alone)'
        : 'it listens under another name, or in another network namespace (a container)',
      ...(kind === 'tcp' ? ['a container does not publish the port'] : []),
    ],
    next: [
      STATUS,
      kind === 'tcp' ? `ss -tlnp 'sport = :${port}'` : `ss -xlp | grep -F ${file}`,
      `tsgi ping --wait-up 30s ${socket}`,
    ],
  }
}
