/** Exit codes of a program that a signal ended, as shells count them. */
export const SIGNAL_EXIT = {SIGINT: 130, SIGTERM: 143} as const

export type Ending = keyof typeof SIGNAL_EXIT

const handlers: ((signal: Ending) => void)[] = []

/**
 * Calls the handler on Ctrl-C and SIGTERM instead of ending the program there and then. Returns what takes it back;
 * the newest handler is the one that is called.
 */
export function onEnding(handler: (signal: Ending) => void): () => void {
  handlers.push(handler)
  return () => {
    const at = handlers.indexOf(handler)
    if (at !== -1) handlers.splice(at, 1)
  }
}

/** Starts listening, once, for the whole program; `otherwise` is what happens while no command has a handler. */
export function listenForSignals(otherwise: (signal: Ending) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (handlers.at(-1) ?? otherwise)(signal))
  }
}
