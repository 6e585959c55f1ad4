import {matching} from '../unsafe.js'

/** Whether Nginx is at least that version. One that is not known is not: what is written must suit every supported one. */
export function isAtLeast(version: string | undefined, wanted: string): boolean {
  if (version === undefined) return false
  const [mine, theirs] = [numbersOf(version), numbersOf(wanted)]
  for (const [index, number] of theirs.entries()) {
    const own = mine[index] ?? 0
    if (own !== number) return own > number
  }
  return true
}

/** @throws TsgiError `TSGI_UNSAFE_VALUE` when the text is no version such as 1.22.1. */
export function checkVersion(version: string | undefined): void {
  if (version !== undefined) {
    matching('the version of Nginx', version, /^\d{1,4}(\.\d{1,4}){1,2}$/, 'it is no version such as 1.22.1')
  }
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number)
}
