import {execFileSync} from 'node:child_process'
import {mkdirSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {startApache} from '../apache.js'
import {rigNginx, rigUwsgi, uwsgiPass} from '../doctor.js'
import type {Fault, Rig} from '../doctor-faults.js'
import {lighttpdUwsgi, startLighttpd} from '../lighttpd.js'
import {listening} from '../listening.js'
import {freePort} from '../ports.js'
import {startProgram} from '../program.js'

/** A uWSGI at a unix socket of everybody. */
async function uwsgi(rig: Rig, option = 'socket', name = 'app'): Promise<string> {
  const socket = rig.at(`${name}.sock`)
  await rig.with(rigUwsgi(rig.path, {name, lines: [`${option} = ${socket}`, 'chmod-socket = 666']}))
  return socket
}

function apache(
  name: string,
  expected: string,
  site: (rig: Rig) => Promise<string>,
  without: readonly string[] = [],
): Fault {
  return {
    name: `Apache: ${name}`,
    expected,
    async make(rig) {
      const text = await site(rig)
      const {url} = await rig.with(startApache(rig.path, text, without))
      return [`${url}/`]
    },
  }
}

/** Valid for a day, long ago. */
function expiredCertificate(rig: Rig): string {
  const [key, certificate] = [rig.at('key.pem'), rig.at('certificate.pem')]
  const cnf = rig.at('ca.cnf')
  execFileSync(
    'sh',
    [
      '-ec',
      `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=shop.example -keyout ${key} -out ${rig.at('req.pem')}
       printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=${rig.at('db')}\\nserial=${rig.at('serial')}\\nnew_certs_dir=${rig.path}\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' >${cnf}
       : >${rig.at('db')}; echo 01 >${rig.at('serial')}
       openssl ca -batch -config ${cnf} -selfsign -keyfile ${key} -in ${rig.at('req.pem')} -startdate 20200101000000Z -enddate 20200102000000Z -out ${certificate} -notext`,
    ],
    {stdio: 'ignore'},
  )
  return `ssl_certificate ${certificate}; ssl_certificate_key ${key};`
}

/** Faults of Apache and lighttpd, of TLS, of mounts and disks. */
export const servers: readonly Fault[] = [
  apache(
    'mod_proxy_uwsgi is not loaded',
    'DR026',
    async (rig) => `ProxyPass "/" "unix:${await uwsgi(rig)}|uwsgi://app/"`,
    ['proxy_uwsgi'],
  ),
  apache('nobody listens on the port', 'DR038', async () => `ProxyPass "/" "uwsgi://127.0.0.1:${await freePort()}/"`),
  apache('no socket file', 'DR031', async (rig) => `ProxyPass "/" "unix:${rig.at('app.sock')}|uwsgi://app/"`),
  apache(
    'the socket behind the scheme',
    'DR026',
    async (rig) => `ProxyPass "/" "uwsgi://unix:${await uwsgi(rig)}|uwsgi://app/"`,
  ),
  apache(
    'two sockets under one name',
    'DR026',
    async (rig) =>
      `ProxyPass "/one" "unix:${await uwsgi(rig)}|uwsgi://app/"\nProxyPass "/two" "unix:${await uwsgi(rig, 'socket', 'two')}|uwsgi://app/"`,
  ),
  apache('uwsgi:// to an http-socket', 'DR023', async (rig) => {
    const socket = await uwsgi(rig, 'http-socket')
    return `ProxyPass "/" "unix:${socket}|uwsgi://app/"\nProxyTimeout 3`
  }),
  apache('http:// to a uwsgi socket', 'DR023', async (rig) => {
    const port = await freePort()
    await rig.with(rigUwsgi(rig.path, {lines: [`socket = 127.0.0.1:${port}`]}))
    return `LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so\nProxyPass "/" "http://127.0.0.1:${port}/"`
  }),
  apache('a socket that it may not write to', 'DR033', async (rig) => {
    const socket = rig.at('app.sock')
    await rig.with(rigUwsgi(rig.path, {lines: [`socket = ${socket}`, 'chmod-socket = 600']}))
    return `ProxyPass "/" "unix:${socket}|uwsgi://app/"`
  }),
  {
    name: 'lighttpd: no socket file',
    expected: 'DR031',
    async make(rig) {
      const {url} = await rig.with(startLighttpd(rig.path, lighttpdUwsgi(rig.at('app.sock'))))
      return [`${url}/`]
    },
  },
  {
    name: 'lighttpd: SCGI to a uwsgi socket',
    expected: 'DR023',
    async make(rig) {
      const text = lighttpdUwsgi(await uwsgi(rig)).replace('scgi.protocol = "uwsgi"', 'scgi.protocol = "scgi"')
      const {url} = await rig.with(startLighttpd(rig.path, text))
      return [`${url}/`]
    },
  },
  {
    name: 'a certificate that has expired',
    expected: 'DR012',
    async make(rig) {
      const tls = expiredCertificate(rig)
      const {port} = await rig.with(rigNginx(rig.path, `${tls} ${uwsgiPass(await uwsgi(rig))}`, {listen: ' ssl'}))
      return [`https://127.0.0.1:${port}/`]
    },
  },
  {
    name: 'a private folder (PrivateTmp)',
    expected: 'DR037',
    async make(rig) {
      mkdirSync(rig.at('run'))
      const socket = rig.at('run/app.sock')
      await rig.with(rigUwsgi(rig.path, {lines: [`socket = ${socket}`, 'chmod-socket = 666']}))
      const {port, stop} = await rigNginx(rig.path, uwsgiPass(socket))
      await stop()
      const inside = `mount -t tmpfs none ${rig.at('run')} && exec nginx -p ${rig.at('nginx')} -c ${rig.at('nginx.conf')}`
      const {url} = await rig.with(listening(startProgram('unshare', ['-m', 'sh', '-c', inside]), port))
      return [`${url}/`]
    },
  },
  {
    name: 'a disk that is full',
    expected: 'DR081',
    async make(rig) {
      mkdirSync(rig.at('logs'))
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', rig.at('logs')])
      rig.after(() => execFileSync('umount', ['-l', rig.at('logs')]))
      const socket = rig.at('logs/app.sock')
      const lines = [`socket = ${socket}`, 'chmod-socket = 666']
      await rig.with(rigUwsgi(rig.path, {lines}))
      execFileSync('sh', ['-c', `head -c 100000 /dev/zero >${rig.at('logs/full')} || true`], {stdio: 'ignore'})
      const {url} = await rig.with(rigNginx(rig.path, uwsgiPass(socket)))
      await sleep(100)
      return [`${url}/`]
    },
  },
]
