import {formatAddress} from '../address.js'
import {askSite} from '../client/ask-site.js'
import {isReply, ping} from '../client/ping.js'
import {request} from '../client/request.js'
import type {Application, Deployment} from '../deployment/deployment.js'
import type {Host} from '../host/host.js'
import {instances, logFile, pidOf} from './instance.js'
import {pathOf} from './path.js'
import type {Check, Situation} from './step.js'
import {unitNames} from './systemd.js'

/** Milliseconds that an application gets to come up. */
const PATIENCE = 20_000

/** Process, socket, answer; each looked at as it is now. */
export async function verifyStarted(situation: Situation): Promise<readonly Check[]> {
  const {deployment} = situation
  const checks: Check[] = [...(await unitChecks(situation))]
  for (const application of instances(deployment)) checks.push(...(await instanceChecks(application, situation)))
  for (const application of deployment.applications) checks.push(...(await wayChecks(application, situation)))
  return checks
}

async function unitChecks(situation: Situation): Promise<readonly Check[]> {
  const {machine, deployment, host} = situation
  if (!machine.isBootedWithSystemd || deployment.service.manager !== 'systemd') return []
  const checks = unitNames(situation).map(async (unit): Promise<Check> => {
    const {code, stdout} = await host.run('systemctl', ['is-active', unit])
    return {ok: code === 0, what: `${unit} is active`, ...(code === 0 ? {} : {detail: stdout.trim()})}
  })
  return Promise.all(checks)
}

async function instanceChecks(application: Application, situation: Situation): Promise<readonly Check[]> {
  const {deployment, host, machine} = situation
  const isOurs = !(machine.isBootedWithSystemd && deployment.service.manager === 'systemd')
  const socket = await socketChecks(application, host) // it waits until uWSGI is there
  return [...(isOurs ? [await processCheck(application, deployment, host)] : []), ...socket]
}

async function processCheck(application: Application, deployment: Deployment, host: Host): Promise<Check> {
  const pid = await settledPid(application, host)
  const user = application.uwsgi.user
  if (pid === undefined) {
    return {
      ...{ok: false, what: `uWSGI of ${application.name} does not run`},
      suggestions: [`tail ${logFile(application, deployment)}`],
    }
  }
  const facts = await host.facts(`/proc/${pid}`)
  const owner = facts !== undefined && facts !== 'denied' ? facts.owner : undefined
  const ok = user === undefined || owner === undefined || owner === user
  return {
    ...{ok, what: `uWSGI of ${application.name} runs${owner === undefined ? '' : ` as ${owner}`} (process ${pid})`},
    ...(ok ? {} : {detail: `it should be ${user}`}),
  }
}

/** Behind the fork uWSGI writes its number again: for a moment the file is empty, or has that of the process before. */
async function settledPid(application: Application, host: Host): Promise<number | undefined> {
  for (let n = 0; n < 20; n++) {
    const pid = await pidOf(application, host)
    if (pid !== undefined) return pid
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return undefined
}

async function socketChecks({uwsgi, name}: Application, host: Host): Promise<readonly Check[]> {
  const {socket, socketMode} = uwsgi
  const text = formatAddress(socket)
  const checks: Check[] = []
  const pong = await pinged(uwsgi)
  if (socket.kind === 'unix') {
    const facts = await host.facts(socket.path)
    if (facts === undefined || facts === 'denied') return [{ok: false, what: `there is no socket ${text}`}]
    const mode = facts.mode.toString(8)
    const ok = Number.parseInt(socketMode, 8) === facts.mode
    checks.push({
      ...{ok, what: `${text} has mode ${mode}, ${facts.owner}:${facts.group}`},
      ...(ok ? {} : {detail: `it should be ${socketMode}`}),
    })
  }
  const {state, message, time_ms} = pong
  const ok = isReply(state)
  const said = message === '' ? state : `${state}: ${message}`
  checks.push({ok, what: `${name} answers a ping`, time_ms, ...(ok ? {} : {detail: said})})
  return checks
}

/** A server that was just started may need a moment. */
async function pinged({socket, protocol}: Application['uwsgi']) {
  const method = protocol === 'http' ? 'empty' : 'ping'
  const until = Date.now() + PATIENCE
  for (;;) {
    const pong = await ping(socket, {method})
    if (isReply(pong.state) || Date.now() > until || !['refused', 'missing'].includes(pong.state)) return pong
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A request on the socket, the same through the web server, and a static file. */
async function wayChecks(application: Application, {deployment, host}: Situation): Promise<readonly Check[]> {
  const checks: Check[] = []
  const {uwsgi} = application
  const {web} = deployment
  const name = application.hosts[0] ?? web.names[0] ?? 'localhost'
  const path = application.mount === '/' ? '/' : `${application.mount}/`
  const direct = uwsgi.protocol === 'uwsgi' ? await request(uwsgi.socket, {path, headers: [['Host', name]]}) : undefined
  if (direct) {
    const status = direct.response?.status
    const ok = status !== undefined && status < 500
    checks.push({
      ...{ok, what: `the application answers ${status ?? 'nothing'} to GET ${path} on its socket`},
      time_ms: direct.timings.total_ms,
      ...(direct.failure ? {detail: direct.failure.message} : ok ? {} : {detail: firstLine(direct.response?.body)}),
    })
  }
  const way = pathOf(deployment, name)
  if (way === undefined) return checks
  const expected = direct?.response
  const answer = await askSite({...way, path})
  const url = `${way.isTls ? 'https' : 'http'}://${name}${way.suffix}${path}`
  if (!answer.ok) checks.push({ok: false, what: `${url} does not answer`, detail: answer.reason})
  else {
    const isSame = expected === undefined || answer.status === expected.status
    checks.push({
      ...{ok: isSame && answer.status < 500, what: `${web.server} answers ${answer.status} to GET ${url}`},
      time_ms: answer.time_ms,
      ...(isSame ? {} : {detail: `the application itself answers ${expected?.status}: another site may be in front`}),
    })
  }
  const file = await staticFile(application, host)
  if (file) {
    const found = await askSite({...way, path: file.url})
    const ok = found.ok && found.status === 200 && found.body.equals(file.bytes)
    const said = found.ok ? (ok ? {} : {detail: `it answered ${found.status}`}) : {detail: found.reason}
    checks.push({ok, what: `${web.server} sends ${file.url} itself`, time_ms: found.time_ms, ...said})
  }
  return checks
}

function firstLine(body: Buffer | undefined): string {
  return (
    body
      ?.toString('utf8')
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  )
}

/** One file of the folders that the web server serves itself. */
async function staticFile({statics}: Application, host: Host) {
  for (const {url, folder} of statics) {
    const entries = await host.list(folder)
    if (!Array.isArray(entries)) continue
    for (const {name, kind} of entries) {
      if (kind !== 'file' || !/^[\w-][\w.-]*$/.test(name)) continue
      const reading = await host.read(`${folder}/${name}`, {maxBytes: 1 << 20})
      if (reading.status === 'read' && !reading.isCut) return {url: `${url}${name}`, bytes: reading.bytes}
    }
  }
  return undefined
}
