import type {ChildProcess} from 'node:child_process'
import {Duplex} from 'node:stream'
import {getSystemErrorName} from 'node:util'
import {environmentError} from '../errors.js'

/*
 * Node 20 gives connect(2) the whole 108 bytes of an abstract address, padding included, and so never meets the exact
 * `\0name\0` that uWSGI binds. A child process connects instead and passes bytes on. It reports on descriptor 3, one number
 * a line: the errno of connecting (0: connected), later that of a failed read (`r104`) or write (`w32`).
 * It goes when its standard input closes: with this process, at the latest.
 */
const PERL = String.raw`
use Fcntl; use Errno; use IO::Handle;
open(my $st, ">&=", 3) or exit 1; $st->autoflush(1); binmode STDIN; binmode STDOUT;
my $n = shift; my $s;
for my $a ("\0$n\0", "\0$n", pack("a108", "\0$n")) {
  socket($s, 1, 1, 0) or do { print $st $!+0, "\n"; exit 1 };
  fcntl($s, F_SETFL, O_NONBLOCK); binmode $s;
  if (connect($s, pack("Sa*", 1, $a))) { $! = 0; last }
  last unless $!{ECONNREFUSED};
}
my $errno = $!+0; print $st $errno, "\n"; exit 1 if $errno;
$SIG{PIPE} = "IGNORE"; fcntl(STDOUT, F_SETFL, O_NONBLOCK);
my ($up, $down, $eof, $dead) = ("", "", 0, 0);
until ($eof && $down eq "") {
  my ($r, $w) = ("", "");
  vec($r, 0, 1) = 1 if length($up) < 65536; vec($r, fileno $s, 1) = 1 if !$eof && length($down) < 65536;
  vec($w, fileno $s, 1) = 1 if $up ne "" && !$dead; vec($w, 1, 1) = 1 if $down ne "";
  select($r, $w, undef, undef) > 0 or next;
  if (vec($w, 1, 1)) { my $k = syswrite(STDOUT, $down); if (defined $k) { substr($down, 0, $k, "") } elsif (!$!{EAGAIN}) { exit } }
  if (vec($w, fileno $s, 1)) { my $k = syswrite($s, $up); if (defined $k) { substr($up, 0, $k, "") } elsif (!$!{EAGAIN}) { $dead = 1; print $st "w", $!+0, "\n" } }
  if (vec($r, fileno $s, 1)) { my $k = sysread($s, $down, 65536, length $down); if (!defined $k && !$!{EAGAIN}) { print $st "r", $!+0, "\n"; $eof = 1 } elsif (defined $k && $k == 0) { $eof = 1 } }
  if (vec($r, 0, 1)) { my $k = sysread(STDIN, $up, 65536, length $up); exit if defined $k && $k == 0; $up = "" if $dead }
}
`

const PYTHON = String.raw`
import os, select, socket, sys
name = os.fsencode(sys.argv[1]); out = lambda text: os.write(3, (text + "\n").encode())
for address in (b"\0" + name + b"\0", b"\0" + name, (b"\0" + name).ljust(108, b"\0")):
    s = socket.socket(socket.AF_UNIX); s.setblocking(False); code = s.connect_ex(address)
    if code != 111: break
out(str(code))
if code: sys.exit(1)
os.set_blocking(1, False); up = down = b""; eof = dead = False
while not eof or down:
    r = ([0] if len(up) < 65536 else []) + ([s] if not eof and len(down) < 65536 else [])
    r, w, _ = select.select(r, ([s] if up and not dead else []) + ([1] if down else []), [])
    if 1 in w:
        try: down = down[os.write(1, down):]
        except BlockingIOError: pass
        except OSError: break
    if s in w:
        try: up = up[s.send(up):]
        except BlockingIOError: pass
        except OSError as error: dead = True; out("w%d" % error.errno)
    if s in r:
        try:
            got = s.recv(65536); down += got; eof = not got
        except BlockingIOError: pass
        except OSError as error: eof = True; out("r%d" % error.errno)
    if 0 in r:
        got = os.read(0, 65536)
        if not got: break
        up = b"" if dead else up + got
`

type Relay = readonly [command: string, ...args: string[]]

/** A stream to the abstract socket `\0name\0`, by way of a child process. Emits `connect` as a `net.Socket` does. */
export class AbstractRelay extends Duplex {
  /** How to run each relay; the first one that is installed does it. */
  static readonly relays: readonly Relay[] = [
    ['perl', '-e', PERL],
    ['python3', '-c', PYTHON],
  ]

  /** The errno of a write that failed; reading goes on. */
  sendError: NodeJS.ErrnoException | undefined
  readonly #name: string
  #child: ChildProcess | undefined
  #connected = false
  #readError: NodeJS.ErrnoException | undefined

  constructor(name: string, relays: readonly Relay[] = AbstractRelay.relays) {
    super({allowHalfOpen: true})
    this.#name = name
    this.#start(relays).catch((error: unknown) => this.destroy(error as Error))
  }

  async #start([relay, ...others]: readonly Relay[]): Promise<void> {
    const {spawn} = await import('node:child_process')
    if (this.destroyed) return
    if (!relay) throw noRelay(this.#name)
    const [command, ...args] = relay
    const child = spawn(command, [...args, this.#name], {stdio: ['pipe', 'pipe', 'ignore', 'pipe']})
    this.#child = child
    child.on('error', (error: NodeJS.ErrnoException) => {
      this.#child = undefined
      if (error.code !== 'ENOENT' && error.code !== 'EACCES') this.destroy(error)
      else this.#start(others).catch((failure: unknown) => this.destroy(failure as Error))
    })
    let status = ''
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      const lines = (status + chunk).split('\n')
      status = lines.pop() ?? ''
      for (const line of lines) this.#report(line)
    })
    child.stdin?.on('error', () => {})
    child.on('close', () => this.#child && this.#end())
  }

  #report(line: string): void {
    const [, side, digits] = /^([rw]?)(\d+)$/.exec(line) ?? []
    const errno = Number(digits)
    if (side === 'w') this.sendError = systemError('write', errno)
    else if (side === 'r') this.#readError = systemError('read', errno)
    else if (errno !== 0) this.destroy(systemError('connect', errno))
    else {
      this.#connected = true
      this.emit('connect')
      const answers = this.#child?.stdout // not before: what was sent at once must not overtake the news of the connection
      answers?.on('data', (chunk: Buffer) => this.push(chunk) || answers.pause())
    }
  }

  #end(): void {
    if (this.#readError) this.destroy(this.#readError)
    else if (this.#connected) this.push(null)
    else if (!this.destroyed) this.destroy(systemError('connect', 111))
  }

  override _read(): void {
    if (this.#connected) this.#child?.stdout?.resume()
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.#child?.stdin?.writable) this.#child.stdin.write(chunk, () => callback())
    else callback()
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#child?.kill('SIGKILL')
    for (const stream of this.#child?.stdio ?? []) stream?.destroy()
    callback(error)
  }
}

function systemError(call: string, errno: number): NodeJS.ErrnoException {
  const code = getSystemErrorName(-errno)
  return Object.assign(new Error(`${call} ${code}`), {code, errno: -errno, syscall: call})
}

function noRelay(name: string): Error {
  return environmentError(
    'TSGI_NO_ABSTRACT_SOCKETS',
    `this version of Node cannot connect to @${name} by itself, and neither perl nor python3 is here to do it`,
    'install perl (apt-get install perl), or run tsgi with Node 22 or later',
  )
}
