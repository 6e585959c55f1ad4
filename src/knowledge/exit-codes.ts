/** What an exit code says, and where. */
export interface ExitCode {
  readonly code: number
  /** What ends so: `uwsgi`, `systemd`, `shell`, … */
  readonly where: string
  readonly meaning: string
  /** The problem that explains it further. */
  readonly problem?: string
}

/** Exit codes that operators of uWSGI meet. Those of workers (`uwsgi.h`) are between worker and master. */
export const EXIT_CODES: readonly ExitCode[] = [
  {code: 0, where: 'uwsgi', meaning: 'it ended as it was told to'},
  {
    code: 1,
    where: 'uwsgi',
    meaning: 'a configuration it cannot use, or a socket it cannot bind: the last lines say which',
  },
  {code: 2, where: 'uwsgi --ping', meaning: 'the server answered, and carries a warning'},
  {code: 5, where: 'a worker', meaning: 'an exception of the application ended the worker (reload-on-exception)'},
  {code: 15, where: 'a worker', meaning: 'cheaper put the worker to sleep'},
  {code: 17, where: 'a worker', meaning: 'it ended in order to be started anew (reload)'},
  {code: 22, where: 'uwsgi', meaning: 'the application did not load, and need-app is set', problem: 'U039'},
  {code: 26, where: 'a worker', meaning: 'exile: the worker is not to be started again'},
  {code: 29, where: 'a worker', meaning: 'it ended quietly and is not started again'},
  {code: 30, where: 'uwsgi', meaning: 'the end of the server was asked for: the worker ended for good'},
  {code: 31, where: 'a worker', meaning: 'it ended at once in order to be started anew (brutal reload)'},
  {code: 126, where: 'shell', meaning: 'the program may not be run: no permission, or a folder'},
  {code: 127, where: 'shell', meaning: 'there is no such program in PATH, or a library of it is gone', problem: 'U107'},
  {code: 130, where: 'shell', meaning: 'ended by Ctrl-C (128 + signal 2)'},
  {code: 134, where: 'shell or container', meaning: 'it aborted itself (128 + signal 6)', problem: 'U058'},
  {
    code: 137,
    where: 'shell or container',
    meaning: 'killed with signal 9 (128 + 9): out of memory, or it did not stop in time',
    problem: 'U083',
  },
  {code: 139, where: 'shell or container', meaning: 'segmentation fault (128 + signal 11)', problem: 'U057'},
  {code: 143, where: 'shell or container', meaning: 'ended by SIGTERM (128 + 15)'},
  {code: 173, where: 'a worker', meaning: 'a process of the application that uWSGI took back'},
  {code: 200, where: 'systemd', meaning: '200/CHDIR: WorkingDirectory= cannot be entered', problem: 'U086'},
  {code: 203, where: 'systemd', meaning: '203/EXEC: the program of ExecStart= cannot be started', problem: 'U084'},
  {code: 216, where: 'systemd', meaning: '216/GROUP: the group of the unit does not exist', problem: 'U085'},
  {code: 217, where: 'systemd', meaning: '217/USER: the user of the unit does not exist', problem: 'U085'},
  {code: 226, where: 'systemd', meaning: '226/NAMESPACE: a path of the unit does not exist', problem: 'U087'},
]

/** What a number of errno means for a socket of uWSGI. */
export interface ErrnoFacts {
  readonly number: number
  readonly name: string
  readonly meaning: string
  readonly problem?: string
}

/** Error numbers as nginx, Apache and uWSGI print them (Linux). */
export const ERRNOS: readonly ErrnoFacts[] = [
  {number: 1, name: 'EPERM', meaning: 'not permitted: it takes root, or a capability', problem: 'U045'},
  {number: 2, name: 'ENOENT', meaning: 'there is no such file: uWSGI is not running, or another path', problem: 'N002'},
  {number: 11, name: 'EAGAIN', meaning: 'the listen queue of a unix socket is full', problem: 'N004'},
  {number: 12, name: 'ENOMEM', meaning: 'no memory is left, in the machine or the container', problem: 'U096'},
  {number: 13, name: 'EACCES', meaning: 'permission denied: the socket, or a folder above it', problem: 'N001'},
  {number: 24, name: 'EMFILE', meaning: 'the process has all the files open that it may have: LimitNOFILE=, max-fd'},
  {number: 28, name: 'ENOSPC', meaning: 'the disk is full, or has no inodes left'},
  {number: 32, name: 'EPIPE', meaning: 'the other side had closed before everything was written', problem: 'U060'},
  {number: 98, name: 'EADDRINUSE', meaning: 'the address is taken by another program', problem: 'U025'},
  {number: 99, name: 'EADDRNOTAVAIL', meaning: 'this machine has no such address'},
  {number: 104, name: 'ECONNRESET', meaning: 'the other side closed with data still unread', problem: 'N006'},
  {number: 110, name: 'ETIMEDOUT', meaning: 'no answer in time', problem: 'N008'},
  {number: 111, name: 'ECONNREFUSED', meaning: 'nobody listens there', problem: 'N003'},
  {number: 113, name: 'EHOSTUNREACH', meaning: 'there is no way to that host'},
]

/** What a signal does to uWSGI 2.0. */
export interface SignalFacts {
  readonly number: number
  readonly name: string
  readonly meaning: string
  readonly problem?: string
}

/** Signals of Linux, and what the master of uWSGI makes of those that it is sent. */
export const SIGNALS: readonly SignalFacts[] = [
  {number: 1, name: 'SIGHUP', meaning: 'reloads gracefully'},
  {number: 2, name: 'SIGINT', meaning: 'ends at once'},
  {number: 3, name: 'SIGQUIT', meaning: 'ends at once'},
  {number: 4, name: 'SIGILL', meaning: 'a forbidden instruction: native code for another processor', problem: 'U057'},
  {number: 6, name: 'SIGABRT', meaning: 'a library aborted', problem: 'U058'},
  {
    number: 7,
    name: 'SIGBUS',
    meaning: 'memory that is not there: a file was truncated while it was mapped',
    problem: 'U057',
  },
  {number: 8, name: 'SIGFPE', meaning: 'a division by zero in native code', problem: 'U057'},
  {number: 9, name: 'SIGKILL', meaning: 'killed: by harakiri, the memory killer, or a person', problem: 'U056'},
  {number: 10, name: 'SIGUSR1', meaning: 'prints statistics to the log'},
  {number: 11, name: 'SIGSEGV', meaning: 'segmentation fault: native code went astray', problem: 'U057'},
  {number: 13, name: 'SIGPIPE', meaning: 'the client was gone before the answer was written', problem: 'U060'},
  {number: 15, name: 'SIGTERM', meaning: 'reloads brutally; with die-on-term it ends', problem: 'U081'},
]

/** What a status of HTTP says about the layers in front of an application. */
export const STATUSES: Readonly<Record<number, {readonly meaning: string; readonly problems: readonly string[]}>> = {
  400: {meaning: 'the web server refused the request: its headers are too large or wrong', problems: ['N017']},
  413: {meaning: 'the body is larger than client_max_body_size', problems: ['N016', 'U063']},
  499: {meaning: 'nginx: the client went away before the answer came', problems: ['U060', 'N008']},
  500: {meaning: 'the application raised an exception, or none is loaded', problems: ['U040', 'A001']},
  502: {
    meaning: 'the web server reached nobody, or uWSGI closed without an answer',
    problems: ['N002', 'N003', 'N001', 'N005', 'N006'],
  },
  503: {meaning: 'Apache reached nobody, or the application says that it is not available', problems: ['A004']},
  504: {meaning: 'uWSGI did not answer in time', problems: ['N008', 'N009']},
}
