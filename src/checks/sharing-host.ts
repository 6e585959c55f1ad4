import type {Host} from '../host/host.js'

/** Milliseconds for which one look at the kernel's tables is as good as another. */
const MOMENT = 250

/** The same machine, on which all who ask for its listening sockets within a moment share one look: the tables are long. */
export function sharingHost(host: Host): Host {
  let last: {readonly at: number; readonly found: ReturnType<Host['listening']>} | undefined
  const shared: Host = Object.create(host)
  shared.listening = () => {
    const now = performance.now()
    if (!last || now - last.at > MOMENT) last = {at: now, found: host.listening()}
    return last.found
  }
  return shared
}
