/** Whether a virtual environment works with the Python that uWSGI was built with, and why. */
export interface Fit {
  /** Undefined when one of the versions is unknown. */
  readonly fits: boolean | undefined
  /** One sentence, lower case, no full stop. */
  readonly why: string
}

/**
 * Packages lie in `lib/pythonX.Y`, and compiled ones hold for X.Y alone: the first two numbers must be the same, the third may
 * differ.
 *
 * @param environment Of `pyvenv.cfg`: `3.11.2`.
 * @param plugin Of the plugin or the embedded Python: `3.11.4`, `3.11`.
 */
export function fits(environment: string | undefined, plugin: string | undefined): Fit {
  const [mine, theirs] = [minorOf(environment), minorOf(plugin)]
  if (mine === undefined) return {fits: undefined, why: 'the virtual environment does not say which Python made it'}
  if (theirs === undefined) return {fits: undefined, why: "which Python uWSGI was built with isn't known"}
  if (mine === theirs) return {fits: true, why: `both are Python ${mine}`}
  return {
    fits: false,
    why: `the virtual environment is Python ${mine}, uWSGI loads Python ${theirs}: its packages in lib/python${mine} are not seen`,
  }
}

/** `3.11.2`, `3.11`, `v3.11.0rc1` → `3.11` */
function minorOf(version: string | undefined): string | undefined {
  return /^\s*(?:python|v)?\s*(\d+\.\d+)(?![\d])/i.exec(version ?? '')?.[1]
}
