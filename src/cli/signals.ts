/** Exit codes of a program that a signal ended, as shells count them. */
export const SIGNAL_EXIT = {SIGINT: 130, SIGTERM: 143} as const

export type Ending = keyof typeof SIGNAL_EXIT

type Handler = (signal: Ending) => void

const handlers: Record<Ending, Handler[]> = {SIGINT: [], SIGTERM: []}

/**
 * Calls the handler on these signals instead of ending the program there and then. Returns what takes it back; the newest
 * handler is the one that is called.
 */
export function onEnding(handler: Handler, signals: readonly Ending[] = ['SIGINT', 'SIGTERM']): () => void {
  for (const signal of signals) handlers[signal].push(handler)
  return () => {
    for (const signal of signals) handlers[signal] = handlers[signal].filter((other) => other !== handler)
  }
}

/** Starts listening, once, for the whole program; `otherwise` is what happens while no command has a handler. */
export function listenForSignals(otherwise: Handler): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (handlers[signal].at(-1) ?? otherwise)(signal))
  }
}
