// `npm run demo`: an application in a temporary folder, its deployment scaffolded, served and asked what a person would ask.
import {spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {makeReady, ROOT} from './ready.js'

const PROGRAM = join(ROOT, 'bin', 'run.js')
const SOCKET = 'demo.sock'
const LOG = 'serve.log'
const APP = 'shop/app.js'
const CODE = `export default async (request) => {
  const {pathname} = new URL(request.url)
  return new Response(\`\${request.method} \${pathname} \${await request.text()}\\n\`)
}
`

makeReady()
const folder = mkdtempSync(join(tmpdir(), 'tsgi-demo-'))
let server
try {
  await demonstrate()
} catch (error) {
  console.error(`\n✖ ${error.message}`)
  process.exitCode = 1
} finally {
  server?.kill('SIGKILL')
  rmSync(folder, {recursive: true, force: true})
}

async function demonstrate() {
  say('An application, as you would have one.')
  mkdirSync(join(folder, 'shop'))
  writeFileSync(join(folder, APP), CODE)
  cat(APP)
  say('From that folder to its deployment: tsgi.yaml, and every file that comes from it.')
  run({}, 'init', 'shop', '--web', 'nginx', '--server-name', 'shop.example')
  cat('shop/tsgi.yaml')
  say('What Nginx would be told, without the variables of the request.')
  show('nginx-conf', 'shop', '--location', '--no-comments', '|', 'grep', '-v', 'uwsgi_param')
  console.log(
    output('nginx-conf', 'shop', '--location', '--no-comments')
      .replace(/^.*uwsgi_param.*\n/gm, '')
      .trimEnd(),
  )

  say('Serve it: tsgi has a server that speaks uwsgi. No uWSGI is needed for this.')
  show('serve', APP, '--socket', SOCKET, '>', LOG, '&')
  server = spawn(process.execPath, [PROGRAM, 'serve', APP, '--socket', SOCKET], {
    cwd: folder,
    stdio: ['ignore', openSync(join(folder, LOG), 'w'), 'inherit'],
  })
  run({quiet: true}, 'ping', SOCKET, '--wait-up', '15s')

  say('Is it there?')
  run({}, 'ping', SOCKET, '-c', '3', '-i', '100ms')
  say('What is it?')
  run({}, 'identify', SOCKET)
  say('A GET, as Nginx would send it.')
  run({}, 'request', SOCKET, '/hello?from=demo', '-i')
  say('A POST with a body.')
  run({}, 'request', SOCKET, '/form', '-i', '-d', 'name=tsgi&works=yes')

  say('And away with it: SIGTERM lets it finish what it has begun.')
  await stop()

  say('What the server logged:')
  console.log(readFileSync(join(folder, LOG), 'utf8').trimEnd())
  console.log(`\n✔ All of it was real: bytes over a unix socket, in the protocol that Nginx speaks to uWSGI.
  Next: node bin/run.js --help, or the tour in README.md.`)
}

function say(sentence) {
  console.log(`\n▸ ${sentence}`)
}

function cat(file) {
  console.log(`$ cat ${file}\n${readFileSync(join(folder, file), 'utf8').trimEnd()}`)
}

function show(...args) {
  console.log(`$ tsgi ${args.map((arg) => (/^(?:[\w@%+=:,./-]+|[&>|])$/.test(arg) ? arg : `'${arg}'`)).join(' ')}`)
}

function run({quiet = false}, ...args) {
  if (!quiet) show(...args)
  const {status} = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  })
  if (status !== 0) throw new Error(`tsgi ${args.join(' ')} ended with ${status}`)
}

function output(...args) {
  const {status, stdout} = spawnSync(process.execPath, [PROGRAM, ...args], {cwd: folder, encoding: 'utf8'})
  if (status !== 0) throw new Error(`tsgi ${args.join(' ')} ended with ${status}`)
  return stdout
}

async function stop() {
  const ended = once(server, 'close')
  server.kill('SIGTERM')
  const [code, signal] = await ended
  server = undefined
  if (code !== 0) throw new Error(`the server ended with ${signal ?? code}`)
  if (existsSync(join(folder, SOCKET))) throw new Error('the server left its socket file behind')
}
