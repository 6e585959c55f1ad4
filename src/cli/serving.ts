import type {Application} from '../server/application.js'
import {type ServeOptions, type ServerHandle, serve} from '../server/serve.js'
import type {ServeReporter, ServeSummary} from './reporters/serve.js'
import {onEnding, SIGNAL_EXIT} from './signals.js'

/**
 * Serves until SIGTERM or Ctrl-C: then what is in progress may finish, `grace` milliseconds long. A second signal ends the
 * program at once, with that signal's exit code.
 */
export async function serveUntilEnded(
  application: Application,
  {grace, ...options}: ServeOptions & {readonly grace: number},
  reporter: ServeReporter,
): Promise<ServeSummary> {
  const server = await serve(application, {...options, onRequest: reporter.request, onEvent: reporter.event})
  const restore = surviveExceptions(reporter)
  const removeSockets = () => server.abort()
  process.on('exit', removeSockets)
  try {
    reporter.started(server)
    const started = performance.now()
    const cut = await untilEnded(server, grace, reporter)
    const uptime_s = Math.round(performance.now() - started) / 1000
    const {addresses: sockets, requests, exceptions} = server
    const summary = {ok: true, sockets, requests, exceptions, cut, uptime_s} as const
    reporter.stopped(summary)
    return summary
  } finally {
    process.off('exit', removeSockets)
    restore()
  }
}

function untilEnded(server: ServerHandle, grace: number, reporter: ServeReporter): Promise<number> {
  return new Promise((resolve) => {
    let stopping = false
    const release = onEnding(async (signal) => {
      if (stopping) process.exit(SIGNAL_EXIT[signal])
      stopping = true
      reporter.stopping(grace)
      const {cut} = await server.close({grace})
      release()
      resolve(cut)
    })
  })
}

/** A stray callback of the application must not end the server: what it threw is logged. */
function surviveExceptions(reporter: ServeReporter): () => void {
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const stray = (error: unknown) => reporter.stray(error)
  process.on('uncaughtException', stray)
  return () => {
    process.off('uncaughtException', stray)
    for (const other of others) process.on('uncaughtException', other)
  }
}
